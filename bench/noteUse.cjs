// Loaded by the process that runs the program, which NOTE_USE_OF describes: records at exit what it used, in the file that NOTE_USE_IN names.
if (new RegExp(process.env.NOTE_USE_OF).test(process.argv[1] ?? "")) {
  process.on("exit", () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    const noted = { peakBytes: maxRSS * 1024, processorMs: (userCPUTime + systemCPUTime) / 1000 };
    require("node:fs").writeFileSync(process.env.NOTE_USE_IN, JSON.stringify(noted));
  });
}
