package certify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"time"

	"carddeck/marqeta"
)

// door tries the gateway's address before anything is asked.
type door struct {
	roots *x509.CertPool
	plain string // the port where nothing may listen
}

const wrongPassword marqeta.Secret = "Not-the-password-0"

func playDoor(s *stage) {
	s.strangers()
	s.strangersAtTheWebhook()
	u, err := url.Parse(s.settings.Gateway.URL)
	if err != nil || u.Scheme != "https" {
		s.note("The gateway is on this machine and without TLS, so TLS and port 80 were not looked at. Marqeta calls https only.")
		return
	}
	port := u.Port()
	if port == "" {
		port = "443"
	}
	s.transport(u.Hostname(), port)
	s.note("Whether the gateway asks for a certificate of the platform's (mTLS) was not looked at.")
}

// strangers asks what would be approved, as somebody else.
func (s *stage) strangers() {
	to := s.line.to
	for _, who := range []struct {
		what string
		as   Address
	}{
		{"a wrong password", to.other("", wrongPassword)},
		{"a wrong user name", to.other("somebody-else", "")},
		{"no credentials", Address{URL: to.URL, Headers: to.Headers}},
	} {
		d := s.drafted("1")
		if s.over {
			return
		}
		x := s.line.send(s.ctx, who.as, d.body)
		x.Title = "a purchase, asked with " + who.what
		c := Check{What: x.Title, Want: "401, or another refusal", Got: strconv.Itoa(x.Status)}
		switch {
		case x.Error != "":
			c.Got = x.Error // a line that is cut is a refusal, too
		case x.Status/100 == 2:
			c.Fault = Credentials
		case x.Status/100 == 3:
			c.Fault = Redirect
		case x.Status/100 == 5:
			c.Fault = ServerError
		}
		s.keep(x, []Check{c})
	}
}

// strangersAtTheWebhook tells a decline, which moves nothing, as somebody else.
func (s *stage) strangersAtTheWebhook() {
	if s.over || s.settings.Webhook.URL == "" {
		return
	}
	back := s.line.is(down)
	declined := s.occurs("authorization", fields{"card_token": s.settings.Funded.Card, "amount": "1"})
	back()
	refuses := func(what string, x Exchange, fault Fault) {
		c := Check{What: what, Want: "a refusal", Got: strconv.Itoa(x.Status)}
		if x.Error != "" {
			c.Got = x.Error
		} else if x.Status/100 == 2 {
			c.Fault = fault
		}
		s.keep(x, []Check{c})
	}
	to, secret := s.settings.Webhook, s.settings.Secret
	title := "a notification with a wrong password"
	refuses(title, s.notifier.send(s.ctx, to.other("", wrongPassword), secret, title, declined), WebhookCredentials)
	if secret == "" {
		s.note("Notifications are not signed, so signatures were not looked at.")
		return
	}
	title = "a notification with a wrong signature"
	refuses(title, s.notifier.send(s.ctx, to, secret+"-wrong", title, declined), WebhookSignature)
}

// transport looks at TLS and at port 80.
func (s *stage) transport(host, port string) {
	version, err := s.door.handshake(s.ctx, host, port, tls.VersionTLS12, tls.VersionTLS13)
	got := tls.VersionName(version)
	if err != nil {
		got = err.Error()
	}
	s.see("TLS with a certificate that is trusted", "TLS 1.2 or newer", got, err == nil, NoAnswer)
	version, err = s.door.handshake(s.ctx, host, port, tls.VersionTLS10, tls.VersionTLS11)
	got = "refused"
	if err == nil {
		got = tls.VersionName(version)
	}
	s.see("TLS before 1.2", "refused", got, err != nil, OldTLS)
	open := s.door.open(s.ctx, host, s.door.plain)
	s.see("port 80", "closed", map[bool]string{true: "open", false: "closed"}[open], !open, PlainPort)
}

// knock is how long a door is given to open.
const knock = 2 * time.Second

func (d door) handshake(ctx context.Context, host, port string, least, most uint16) (uint16, error) {
	ctx, cancel := context.WithTimeout(ctx, knock)
	defer cancel()
	dialer := tls.Dialer{Config: &tls.Config{ServerName: host, RootCAs: d.roots, MinVersion: least, MaxVersion: most}}
	c, err := dialer.DialContext(ctx, "tcp", net.JoinHostPort(host, port))
	if err != nil {
		return 0, err
	}
	defer c.Close()
	t, ok := c.(*tls.Conn)
	if !ok {
		return 0, fmt.Errorf("no TLS")
	}
	return t.ConnectionState().Version, nil
}

func (d door) open(ctx context.Context, host, port string) bool {
	ctx, cancel := context.WithTimeout(ctx, knock)
	defer cancel()
	c, err := (&net.Dialer{}).DialContext(ctx, "tcp", net.JoinHostPort(host, port))
	if err != nil {
		return false
	}
	_ = c.Close()
	return true
}
