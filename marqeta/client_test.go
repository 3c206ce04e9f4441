package marqeta_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"carddeck/marqeta"
)

func TestNewChecksItsConfig(t *testing.T) {
	t.Parallel()
	good := marqeta.Config{BaseURL: "https://example.test/v3", ApplicationToken: "app-token", AdminAccessToken: "admin-token"}
	for name, c := range map[string]struct {
		change func(*marqeta.Config)
		wants  string
	}{
		"no address":           {func(c *marqeta.Config) { c.BaseURL = "" }, "base URL: empty"},
		"broken address":       {func(c *marqeta.Config) { c.BaseURL = "https://admin-token@exa mple/%zz" }, "not an address"},
		"other scheme":         {func(c *marqeta.Config) { c.BaseURL = "ftp://example.test" }, `"ftp"`},
		"no scheme":            {func(c *marqeta.Config) { c.BaseURL = "example.test/v3" }, "neither https nor http"},
		"no host":              {func(c *marqeta.Config) { c.BaseURL = "https:///v3" }, "no host"},
		"credentials in it":    {func(c *marqeta.Config) { c.BaseURL = "https://app-token:admin-token@example.test" }, "credentials"},
		"query in it":          {func(c *marqeta.Config) { c.BaseURL += "?a=b" }, "query"},
		"no application token": {func(c *marqeta.Config) { c.ApplicationToken = "" }, "application token is empty"},
		"colon in it":          {func(c *marqeta.Config) { c.ApplicationToken = "app-token:" }, "colon"},
		"no admin token":       {func(c *marqeta.Config) { c.AdminAccessToken = "" }, "admin access token is empty"},
		"negative timeout":     {func(c *marqeta.Config) { c.Timeout = -time.Second }, "timeout"},
		"negative rate":        {func(c *marqeta.Config) { c.RequestsPerSecond = -1 }, "per second"},
		"no number for a rate": {func(c *marqeta.Config) { c.RequestsPerSecond = math.NaN() }, "per second"},
		"endless rate":         {func(c *marqeta.Config) { c.RequestsPerSecond = math.Inf(1) }, "per second"},
	} {
		cfg := good
		c.change(&cfg)
		_, err := marqeta.New(cfg)
		if err == nil || !strings.Contains(err.Error(), c.wants) {
			t.Errorf("%s: %v, want %q in it", name, err, c.wants)
		} else if strings.Contains(err.Error(), "admin-token") || strings.Contains(err.Error(), "app-token") {
			t.Errorf("%s: %v shows a credential", name, err)
		}
	}
	good.BaseURL += "///"
	c, err := marqeta.New(good)
	if err != nil || c.BaseURL() != "https://example.test/v3" {
		t.Errorf("base URL is %q, %v", c.BaseURL(), err)
	}
}
