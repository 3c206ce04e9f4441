package sandbox

// operation is a method on a path.
type operation struct{ method, path string }

// unbuilt are the operations Marqeta has and the sandbox answers with 501.
var unbuilt = []operation{
	{get, "/accounts/{token}/transactions"},
	{get, "/balances/{token}/msas"},
	{get, "/cardgroups"},
	{post, "/cardgroups"},
	{get, "/cardgroups/{token}"},
	{put, "/cardgroups/{token}"},
	{get, "/cards/{token}/stoporders"},
	{post, "/cards/{token}/stoporders"},
}
