package delivery

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

// NewClient makes the HTTP client deliveries use unless they are given another. It
// follows no redirect, uses no proxy, and goes without TLS to this machine only,
// whatever a name resolves to.
func NewClient() *http.Client {
	return &http.Client{
		Transport:     byScheme{plain: newTransport(thisMachine), secure: newTransport(nil)},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

type byScheme struct{ plain, secure http.RoundTripper }

func (b byScheme) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Scheme == "http" {
		return b.plain.RoundTrip(r)
	}
	return b.secure.RoundTrip(r)
}

func newTransport(allow func(network, address string, _ syscall.RawConn) error) *http.Transport {
	return &http.Transport{
		DialContext:            (&net.Dialer{Control: allow}).DialContext,
		MaxIdleConnsPerHost:    4,
		IdleConnTimeout:        90 * time.Second,
		TLSHandshakeTimeout:    5 * time.Second,
		MaxResponseHeaderBytes: maxAnswer,
		ForceAttemptHTTP2:      true,
	}
}

// thisMachine refuses to dial anything but a loopback address.
func thisMachine(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	if !to.Addr().Unmap().IsLoopback() {
		return fmt.Errorf("%s is not this machine, and http is for this machine only", to.Addr())
	}
	return nil
}
