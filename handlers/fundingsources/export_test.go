package fundingsources

import (
	"carddeck/marqeta"
	"carddeck/web/form"
)

// What the tests of decisions call without a browser.
var UsedWords = usedWords

// Header is a custom header of the form.
type Header = header

// HeaderMap gives what is sent of headers, nil when none changes.
func HeaderMap(headers []Header, kept map[string]string) map[string]string {
	return gatewayRequest(gatewayForm{Headers: headers}, kept).CustomHeader
}

// CheckHeaders gives the sentences about headers.
func CheckHeaders(headers []Header) form.Errors {
	errs := form.Errors{}
	checkHeaders(headers, errs)
	return errs
}

func gatewayRequest(g gatewayForm, kept map[string]string) marqeta.GatewayFundingSourceRequest {
	return sourceForm{Kind: gateway, gateway: g}.gatewayRequest(kept)
}
