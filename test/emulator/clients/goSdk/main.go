// Gets access tokens, reads a registry's token, writes and reads a secret: by Microsoft's clients for Go, unchanged.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/arm"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/containerregistry/armcontainerregistry"
	"github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/azsecrets"
)

// main takes RESOURCE_GROUP REGISTRY TOKEN VAULT_URL, and the emulator's variables from the environment.
func main() {
	found, err := use(context.Background(), os.Args[1], os.Args[2], os.Args[3], os.Args[4])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	json.NewEncoder(os.Stdout).Encode(found)
}

func use(ctx context.Context, group, registry, token, vault string) (map[string]any, error) {
	credential, options, err := login()
	if err != nil {
		return nil, err
	}
	tokens, err := armcontainerregistry.NewTokensClient(
		os.Getenv("ARM_SUBSCRIPTION_ID"), credential, &arm.ClientOptions{ClientOptions: options})
	if err != nil {
		return nil, err
	}
	read, err := tokens.Get(ctx, group, registry, token, nil)
	if err != nil {
		return nil, err
	}
	secrets, err := azsecrets.NewClient(vault, credential, &azsecrets.ClientOptions{ClientOptions: options})
	if err != nil {
		return nil, err
	}
	value := "written by Go"
	if _, err = secrets.SetSecret(ctx, "of-go", azsecrets.SetSecretParameters{Value: &value}, nil); err != nil {
		return nil, err
	}
	secret, err := secrets.GetSecret(ctx, "of-go", "", nil)
	if err != nil {
		return nil, err
	}
	return map[string]any{"token": read.Name, "status": read.Properties.Status, "secret": secret.Value}, nil
}

func login() (azcore.TokenCredential, azcore.ClientOptions, error) {
	url := "https://" + os.Getenv("ARM_METADATA_HOSTNAME")
	options := azcore.ClientOptions{
		Transport: onThisMachine(),
		Cloud: cloud.Configuration{
			ActiveDirectoryAuthorityHost: url,
			Services: map[cloud.ServiceName]cloud.ServiceConfiguration{
				// The slash at the end is Azure's own; it becomes the doubled one of `//.default`.
				cloud.ResourceManager: {Endpoint: url, Audience: "https://management.azure.com/"},
			},
		},
	}
	credential, err := azidentity.NewClientSecretCredential(
		os.Getenv("ARM_TENANT_ID"), os.Getenv("ARM_CLIENT_ID"), os.Getenv("ARM_CLIENT_SECRET"),
		&azidentity.ClientSecretCredentialOptions{ClientOptions: options, DisableInstanceDiscovery: true})
	return credential, options, err
}

// onThisMachine reaches VAULT.localhost also where such names do not resolve.
func onThisMachine() *http.Client {
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		_, port, err := net.SplitHostPort(address)
		if err != nil {
			return nil, err
		}
		return (&net.Dialer{}).DialContext(ctx, network, net.JoinHostPort("127.0.0.1", port))
	}
	return &http.Client{Transport: &http.Transport{DialContext: dial}}
}
