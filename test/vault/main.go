// A HashiCorp Vault in memory, as its published Go modules make it (MPL-2.0), for the tests of the source `vault`.
// Nothing of it is ours but this file: the core, the HTTP API, the auth methods and the secret engines are Vault's own.
//
// It prints one line of JSON with its addresses and ends when its standard input does. Two nodes share one store, so
// that there is a real standby: it knows the active node and answers with the redirect that a node without a way to
// forward gives. Initialising, unsealing and everything else is done by the API.
package main

import (
	"crypto/tls"
	"encoding/json"
	"flag"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/hashicorp/go-hclog"
	jwt "github.com/hashicorp/vault-plugin-auth-jwt"
	kubernetes "github.com/hashicorp/vault-plugin-auth-kubernetes"
	kv "github.com/hashicorp/vault-plugin-secrets-kv"
	"github.com/hashicorp/vault/audit"
	auditfile "github.com/hashicorp/vault/builtin/audit/file"
	"github.com/hashicorp/vault/builtin/credential/approle"
	awsauth "github.com/hashicorp/vault/builtin/credential/aws"
	"github.com/hashicorp/vault/builtin/credential/cert"
	"github.com/hashicorp/vault/builtin/credential/userpass"
	"github.com/hashicorp/vault/builtin/logical/database"
	vaulthttp "github.com/hashicorp/vault/http"
	"github.com/hashicorp/vault/internalshared/configutil"
	"github.com/hashicorp/vault/plugins/database/postgresql"
	"github.com/hashicorp/vault/sdk/helper/consts"
	"github.com/hashicorp/vault/sdk/logical"
	"github.com/hashicorp/vault/sdk/physical"
	"github.com/hashicorp/vault/sdk/physical/inmem"
	"github.com/hashicorp/vault/vault"
)

var auths = map[string]logical.Factory{
	"approle": approle.Factory, "aws": awsauth.Factory, "cert": cert.Factory, "jwt": jwt.Factory,
	"kubernetes": kubernetes.Factory, "userpass": userpass.Factory,
}

var engines = map[string]logical.Factory{"kv": kv.Factory, "database": database.Factory}

// The plugins that come with the program; without a registry mounting anything panics.
type registry struct{}

func (registry) find(name string, kind consts.PluginType) func() (interface{}, error) {
	switch factory := (map[consts.PluginType]map[string]logical.Factory{
		consts.PluginTypeCredential: auths, consts.PluginTypeSecrets: engines,
	})[kind][name]; {
	case factory != nil:
		return func() (interface{}, error) { return factory, nil }
	case kind == consts.PluginTypeDatabase && name == "postgresql-database-plugin":
		return postgresql.New
	}
	return nil
}

func (r registry) Contains(name string, kind consts.PluginType) bool {
	return r.find(name, kind) != nil
}
func (r registry) Get(name string, kind consts.PluginType) (func() (interface{}, error), bool) {
	found := r.find(name, kind)
	return found, found != nil
}
func (registry) Keys(consts.PluginType) []string { return nil }
func (registry) DeprecationStatus(name string, kind consts.PluginType) (consts.DeprecationStatus, bool) {
	return consts.Supported, true
}
func (registry) IsBuiltinEntPlugin(string, consts.PluginType) bool { return false }

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

// A node of the cluster on a port of its own: `https` where there is a certificate.
func node(store physical.Backend, ha physical.HABackend, certificate *tls.Certificate) string {
	listener := must(net.Listen("tcp", "127.0.0.1:0"))
	address := "http://" + listener.Addr().String()
	if certificate != nil {
		address = "https://" + listener.Addr().String()
		// A client certificate is asked for and not checked here: the auth method `cert` does that, as in Vault itself.
		listener = tls.NewListener(listener, &tls.Config{
			Certificates: []tls.Certificate{*certificate}, ClientAuth: tls.RequestClientCert,
		})
	}
	core := must(vault.NewCore(&vault.CoreConfig{
		Physical: store, HAPhysical: ha, RedirectAddr: address, DisableMlock: true, BuiltinRegistry: registry{},
		LogicalBackends: engines, CredentialBackends: auths,
		AuditBackends:   map[string]audit.Factory{"file": auditfile.Factory},
		Logger:          hclog.New(&hclog.LoggerOptions{Level: hclog.Warn, Output: os.Stderr}),
		DefaultLeaseTTL: time.Hour, MaxLeaseTTL: 24 * time.Hour,
	}))
	properties := &vault.HandlerProperties{Core: core, ListenerConfig: &configutil.Listener{
		MaxRequestSize: 32 << 20, MaxRequestDuration: time.Minute,
	}}
	go http.Serve(listener, vaulthttp.Handler.Handler(properties))
	return address
}

func main() {
	certFile, keyFile := flag.String("cert", "", "PEM file"), flag.String("key", "", "PEM file")
	nodes := flag.Int("nodes", 1, "how many; those after the first are standbys")
	flag.Parse()
	var certificate *tls.Certificate
	if *certFile != "" {
		pair := must(tls.LoadX509KeyPair(*certFile, *keyFile))
		certificate = &pair
	}
	logger := hclog.NewNullLogger()
	var store physical.Backend
	var ha physical.HABackend
	if *nodes > 1 {
		store = must(inmem.NewInmemHA(nil, logger))
		ha = store.(physical.HABackend)
	} else {
		store = must(inmem.NewInmem(nil, logger))
	}
	addresses := []string{}
	for range *nodes {
		addresses = append(addresses, node(store, ha, certificate))
	}
	must(0, json.NewEncoder(os.Stdout).Encode(map[string]any{"addresses": addresses}))
	must(io.Copy(io.Discard, os.Stdin))
}
