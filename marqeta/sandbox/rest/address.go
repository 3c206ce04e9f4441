package rest

import (
	"errors"
	"net"
	"net/url"
	"strings"
)

// OutboundURL checks an address the sandbox is asked to call: https anywhere, http
// on this machine only, no credentials and no fragment inside.
func OutboundURL(raw string) error {
	u, err := url.Parse(raw)
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "":
		return errors.New("must be an absolute http or https URL")
	case u.Scheme != "https" && u.Scheme != "http":
		return errors.New("must be an absolute http or https URL")
	case u.User != nil:
		return errors.New("must not contain credentials")
	case u.Fragment != "":
		return errors.New("must not contain a fragment")
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return errors.New("must use https unless it is on this machine")
	}
	return nil
}

func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
