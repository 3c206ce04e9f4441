package productfields

var naming = []Field{
	{Path: "name", Kind: Text, Label: "Name", Meaning: "Operators and reports see it; users do not.", Max: 40, Must: true},
	{Path: "start_date", Kind: Date, Label: "Start date", Meaning: "Cards can be issued before; they work from this day.", Must: true},
	{Path: "end_date", Kind: Date, Label: "End date", Meaning: "The last day on which its cards work."},
	{Path: "active", Kind: Switch, Label: "Active", Meaning: "Cards of an inactive product are declined. Whether new ones can be issued is another field.", Default: "true"},
}

const (
	jit     = "config.jit_funding."
	managed = jit + "program_funding_source."
	gateway = jit + "programgateway_funding_source."
	charged = jit + "paymentcard_funding_source."
)

var toGateway = options("GATEWAY", "Back to the gateway", "GPA", "Onto the user's account", "WATERFALL", "Account first, then on to the source")

var funding = []Field{
	{Path: managed + "enabled", Kind: Switch, Label: "Managed JIT Funding", Default: "false",
		Meaning: "Marqeta decides by its checks and your spend controls, and draws each purchase from one program funding source. At most one kind of JIT Funding is on."},
	{Path: managed + "funding_source_token", Kind: Text, Label: "Program funding source", Max: 36, Meaning: "The token of the funding source that each purchase is drawn from."},
	{Path: managed + "refunds_destination", Kind: Choice, Label: "Refunds under Managed JIT",
		Meaning: "Money that comes back goes to the source, or stays on the user's account and pays later purchases from there.",
		Choices: options("PROGRAM_FUNDING_SOURCE", "Back to the program funding source", "GPA", "Onto the user's account", "WATERFALL", "Account first, then on to the source")},
	{Path: gateway + "enabled", Kind: Switch, Label: "Gateway JIT Funding", Default: "false",
		Meaning: "After its own checks Marqeta asks your gateway about each purchase, and waits for its answer."},
	{Path: gateway + "funding_source_token", Kind: Text, Label: "Program gateway", Max: 36, Meaning: "The token of the gateway that is asked."},
	{Path: gateway + "refunds_destination", Kind: Choice, Label: "Refunds under Gateway JIT", Choices: toGateway,
		Meaning: "Back to the gateway is the usual answer: money left on the account can pay a later purchase without the gateway being asked."},
	{Path: gateway + "always_fund", Kind: Switch, Label: "Ask even when the balance would do", Default: "true",
		Meaning: "The gateway is asked although the user's account holds enough, so that your ledger stays the only one."},
	{Path: charged + "enabled", Kind: Switch, Label: "Funding by the user's payment card", Default: "false", Meaning: "Each purchase is charged to a payment card that the user has registered."},
	{Path: charged + "refunds_destination", Kind: Choice, Label: "Refunds under payment card funding", Meaning: "Where money goes that comes back from a purchase funded by a payment card.", Choices: toGateway},
	{Path: controls + "allow_gpa_auth", Kind: Switch, Label: "Purchases may use the account's balance", Default: "true", Meaning: "The general purpose account (GPA) may pay. Off, only JIT Funding pays."},
	{Path: "config.clearing_and_settlement.overdraft_destination", Kind: Choice, Label: "Who bears an overdraft", Default: "GPA",
		Meaning: "A clearing above its authorization takes this account below zero. It has no effect with JIT Funding.",
		Choices: options("GPA", "The user's account", "MSA", "The merchant specific account", "MERCHANT_CAMPAIGN_ACCOUNT", "The merchant campaign account", "GLOBAL_OVERDRAFT_ACCOUNT", "The program's overdraft account")},
}
