package fundingsources

import (
	"fmt"

	"carddeck/views/fundingsources"
	"carddeck/views/ui"
)

// gatewayFields are the questions that only a gateway is asked. The password that
// stands in them is the console's own proposal; one that was sent is gone by now.
func gatewayFields(d drawn) *fundingsources.GatewayFields {
	g, e := d.form.gateway, d.errs
	out := &fundingsources.GatewayFields{
		URL:         ui.Field{Name: "url", Label: "Address", API: "url", Value: g.URL, Error: e["url"], Help: "Marqeta posts every purchase there. https, or http on this machine.", Placeholder: "https://gateway.example.com/jit", MaxLength: 250, Mono: true, Wide: true},
		Timeout:     ui.Field{Name: "timeout_millis", Label: "Time limit, in milliseconds", API: "timeout_millis", Value: g.Timeout, Error: e["timeout_millis"], Help: "1000 to 7000. Without an answer by then the purchase is declined.", MaxLength: 4},
		Username:    ui.Field{Name: "basic_auth_username", Label: "User name", API: "basic_auth_username", Value: g.Username, Error: e["basic_auth_username"], Help: "Marqeta signs in to your gateway with it.", MaxLength: 50, Mono: true},
		Password:    ui.Field{Name: "basic_auth_password", Label: "Password", API: "basic_auth_password", Value: g.Password, Error: e["basic_auth_password"], Help: passwordHelp(d), MaxLength: 50, Mono: true, Autofill: "new-password"},
		UseMTLS:     ui.Check{Name: "use_mtls", Label: "Marqeta shows a client certificate", Help: "Mutual TLS has to be agreed with Marqeta first. Sent as use_mtls.", On: g.UseMTLS},
		WasURL:      g.WasURL,
		WasUsername: g.WasUsername,
	}
	for i, h := range g.Headers {
		value := ui.Field{Name: headerField(i, "value"), Label: "Value", Error: e[headerField(i, "value")], MaxLength: 500, Mono: true}
		if h.Was != "" {
			value.Help = "Leave it empty to keep the value it has; it is not shown."
		}
		out.Headers = append(out.Headers, fundingsources.HeaderFields{
			Name:  ui.Field{Name: headerField(i, "name"), Label: fmt.Sprintf("Header %d", i+1), Value: h.Name, Error: e[headerField(i, "name")], MaxLength: 500, Mono: true, Optional: true},
			Value: value, Was: h.Was, WasName: headerField(i, "was"),
		})
	}
	return out
}

func passwordHelp(d drawn) string {
	switch {
	case d.editing != "":
		return "Leave it empty to keep the one it has. Typed, it is sent with address and user name."
	case d.form.gateway.Password != "":
		return "A proposal; give it to your gateway now. It is sent once and never shown again."
	}
	return "20 to 50 characters of four kinds. It is sent once and never shown again."
}
