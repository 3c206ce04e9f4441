package delivery_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"carddeck/marqeta/sandbox/delivery"
)

// Without TLS nothing is dialed but this machine, by its address, not its name.
func TestPlainHTTPStaysHere(t *testing.T) {
	t.Parallel()
	web := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(web.Close)
	client := delivery.NewClient()
	for _, url := range []string{web.URL, strings.Replace(web.URL, "127.0.0.1", "[::ffff:127.0.0.1]", 1), strings.Replace(web.URL, "127.0.0.1", "localhost", 1)} {
		res, err := client.Get(url)
		if err != nil || res.Body.Close() != nil || res.StatusCode != http.StatusNotFound {
			t.Errorf("GET %s: %v", url, err)
		}
	}
	for _, url := range []string{"http://192.0.2.1/", "http://[2001:db8::1]/", "http://0.0.0.0/", "http://169.254.169.254/", "http://[::]/"} {
		if res, err := client.Get(url); err == nil || !strings.Contains(err.Error(), "this machine only") {
			t.Errorf("GET %s = %v, %v", url, res, err)
		}
	}
}
