package funding_test

import (
	"testing"
	"time"

	"carddeck/web/funding"
)

func TestTook(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0 ms", 240 * time.Microsecond: "0.24 ms", 1260 * time.Microsecond: "1.3 ms", 46 * time.Millisecond: "46 ms",
		1388 * time.Millisecond: "1,388 ms", 1999600 * time.Microsecond: "2,000 ms",
	} {
		if got := funding.Took(d); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}

func TestAge(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Hour: "less than a second", 0: "less than a second", time.Second: "1 second", 119 * time.Second: "1 minute", 4 * time.Minute: "4 minutes",
		25 * time.Hour: "1 day", 72 * time.Hour: "3 days",
	} {
		if got := funding.Age(d); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}

func TestEveryGatewayHasAnAddress(t *testing.T) {
	for source, want := range map[string]string{"": "/gateways/default:", "source_gw01": "/gateways/source_gw01", "a/b": "/gateways/a%2Fb"} {
		if got := funding.Gateway(source); got != want {
			t.Errorf("%q: %q, want %q", source, got, want)
		}
	}
	if funding.Source("default:") != "" || funding.Source("default") != "default" {
		t.Error("the default's name is not read")
	}
}
