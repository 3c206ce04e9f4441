package form

import (
	"net"
	"net/url"
	"strings"
)

// Address reports whether a machine's address may be registered at Marqeta: https,
// or http on this machine, with a host, and without credentials or a fragment.
func Address(s string) bool {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.User != nil || u.Fragment != "" || strings.ContainsAny(s, " \t\r\n\\") {
		return false
	}
	switch u.Scheme {
	case "https":
		return true
	case "http":
		ip := net.ParseIP(u.Hostname())
		return u.Hostname() == "localhost" || (ip != nil && ip.IsLoopback())
	}
	return false
}
