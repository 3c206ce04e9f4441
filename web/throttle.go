package web

import (
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/go-chi/httprate"

	"carddeck/web/problem"
)

// throttled tells the routes at which passwords and links are guessed.
func (rt route) throttled() bool { return strings.HasPrefix(rt.pattern, "POST /sign-in") }

// throttle lets one address try twenty times a minute, and five times for one account.
// The address is the connection's: headers can be written by anybody. The account's own
// counter in the database goes on beyond a restart.
func (a *App) throttle(next http.Handler) http.Handler {
	slow := httprate.WithLimitHandler(func(w http.ResponseWriter, r *http.Request) {
		a.fail(w, r, &problem.Problem{Status: http.StatusTooManyRequests, Title: "Too many tries",
			Detail: "Wait a minute before the next one.", Href: "/sign-in", Action: "Back to sign-in"})
	})
	account := func(r *http.Request) (string, error) {
		return strings.ToLower(strings.TrimSpace(r.PostFormValue("email"))), nil
	}
	perAddress := httprate.LimitBy(20, time.Minute, address, slow)
	perAccount := httprate.LimitBy(5, time.Minute, httprate.JoinKeys(address, account), slow)
	return perAddress(perAccount(next))
}

func address(r *http.Request) (string, error) {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr, nil
	}
	return httprate.CanonicalizeIP(host), nil
}
