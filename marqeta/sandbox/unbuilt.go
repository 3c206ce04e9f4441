package sandbox

// operation is a method on a path.
type operation struct{ method, path string }

// unbuilt are the operations Marqeta has and the sandbox answers with 501.
var unbuilt = []operation{
	{get, "/accounts/{token}/transactions"},
	{get, "/autoreloads"},
	{post, "/autoreloads"},
	{get, "/autoreloads/{token}"},
	{put, "/autoreloads/{token}"},
	{get, "/balances/{token}/msas"},
	{get, "/banktransfers/ach"},
	{post, "/banktransfers/ach"},
	{post, "/banktransfers/ach/earlyfunds"},
	{get, "/banktransfers/ach/transitions"},
	{post, "/banktransfers/ach/transitions"},
	{get, "/banktransfers/ach/{token}"},
	{get, "/cardgroups"},
	{post, "/cardgroups"},
	{get, "/cardgroups/{token}"},
	{put, "/cardgroups/{token}"},
	{get, "/cards/{token}/stoporders"},
	{post, "/cards/{token}/stoporders"},
	{get, "/pushtocards/disburse"},
	{post, "/pushtocards/disburse"},
	{get, "/pushtocards/disburse/{token}"},
	{get, "/pushtocards/paymentcard"},
	{post, "/pushtocards/paymentcard"},
	{get, "/pushtocards/paymentcard/{token}"},
}
