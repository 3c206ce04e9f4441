package productfields

const (
	cycle  = "config.card_life_cycle."
	expiry = cycle + "expiration_offset."
)

var units = options("YEARS", "Years", "MONTHS", "Months", "DAYS", "Days", "HOURS", "Hours", "MINUTES", "Minutes", "SECONDS", "Seconds")

var life = []Field{
	{Path: cycle + "activate_upon_issue", Kind: Switch, Label: "Active as soon as it is issued", Default: "false", Meaning: "Otherwise each card waits until somebody activates it."},
	{Path: expiry + "value", Kind: Number, Label: "Valid for", Default: "4", Min: 1, Max: 2147483647, Meaning: "How many of the unit a card lives."},
	{Path: expiry + "unit", Kind: Choice, Label: "Unit of validity", Default: "YEARS", Choices: units, Meaning: "Years and months end with the last day of the month reached, days at midnight UTC."},
	{Path: expiry + "min_offset.value", Kind: Number, Label: "Shortest life that a card may ask for", Min: 1, Max: 2147483647, Meaning: "A card may ask for a life of its own; not a shorter one than this."},
	{Path: expiry + "min_offset.unit", Kind: Choice, Label: "Unit of the shortest life", Choices: units, Meaning: "The unit of validity unless set."},
	{Path: cycle + "update_expiration_upon_activation", Kind: Switch, Label: "Life begins with activation", Default: "false", Meaning: "The expiry is counted anew from the day the card is activated."},
	{Path: cycle + "card_service_code", Kind: Number, Label: "Service code", Default: "101", Min: 100, Max: 999, Meaning: "Three digits on the stripe that tell terminals where and how the card works."},
	{Path: cycle + "reloadability", Kind: Choice, Label: "Reloadable", Meaning: "What the card is to the rules on prepaid cards.",
		Choices: options("SINGLE_USE_VIRTUAL", "Virtual, used once", "NON_RELOADABLE", "Not reloadable", "RELOADABLE", "Reloadable")},
}
