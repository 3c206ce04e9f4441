package conformance_test

// corrections are places where the description names another definition than the
// one that is meant: the answers below are described as requests, which have no
// status and no times.
var corrections = []struct {
	place []string
	name  string
}{
	{[]string{"definitions", "UserCardHolderListResponse", "properties", "data", "items"}, "user_card_holder_response"},
	{[]string{"paths", "/users/{token}", "put", "responses", "200", "schema"}, "user_card_holder_response"},
	{[]string{"paths", "/businesses/{token}", "put", "responses", "200", "schema"}, "business_card_holder_response"},
	{[]string{"paths", "/businesses/lookup", "post", "responses", "200", "schema"}, "business_card_holder_response"},
}

// correct puts the corrections into a document.
func correct(document any) {
	for _, c := range corrections {
		at := document.(map[string]any)
		for _, step := range c.place {
			at = at[step].(map[string]any)
		}
		at["$ref"] = "#/definitions/" + c.name
	}
}
