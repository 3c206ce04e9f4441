package conformance_test

// corrections are places where the description names another definition than the
// one that is meant: the answers below are described as requests, which have no
// status and no times, or as one of what they list.
var corrections = []struct {
	place []string
	name  string // empty if none fits
}{
	{[]string{"definitions", "UserCardHolderListResponse", "properties", "data", "items"}, "user_card_holder_response"},
	{[]string{"paths", "/users/{token}", "put", "responses", "200", "schema"}, "user_card_holder_response"},
	{[]string{"paths", "/businesses/{token}", "put", "responses", "200", "schema"}, "business_card_holder_response"},
	{[]string{"paths", "/businesses/lookup", "post", "responses", "200", "schema"}, "business_card_holder_response"},
	{[]string{"paths", "/mccgroups/{token}", "put", "responses", "200", "schema"}, "mcc_group_model"},
	{[]string{"paths", "/peertransfers/user/{user_or_business_token}", "get", "responses", "200", "schema"}, ""},
	{[]string{"paths", "/peertransfers/user/{user_or_business_token}/sender", "get", "responses", "200", "schema"}, ""},
	{[]string{"paths", "/peertransfers/user/{user_or_business_token}/recipient", "get", "responses", "200", "schema"}, ""},
	{[]string{"paths", "/depositaccounts/{token}/cdd", "get", "responses", "200", "schema"}, ""},
	{[]string{"paths", "/depositaccounts/{user_token}/transitions", "get", "responses", "200", "schema"}, ""},
}

// correct puts the corrections into a document.
func correct(document any) {
	for _, c := range corrections {
		at := document.(map[string]any)
		for _, step := range c.place {
			at = at[step].(map[string]any)
		}
		delete(at, "$ref")
		if c.name != "" {
			at["$ref"] = "#/definitions/" + c.name
		}
	}
}
