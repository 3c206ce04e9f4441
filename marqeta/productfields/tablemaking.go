package productfields

const (
	plastic = "config.fulfillment."
	printed = plastic + "card_personalization."
	sent    = plastic + "shipping."
)

var making = []Field{
	{Path: plastic + "payment_instrument", Kind: Choice, Label: "Kind of card", Default: "PHYSICAL_MSR", Meaning: "Becomes the instrument type of each card issued.",
		Choices: options("VIRTUAL_PAN", "Virtual", "PHYSICAL_MSR", "Physical, magnetic stripe", "PHYSICAL_ICC", "Physical, chip", "PHYSICAL_CONTACTLESS", "Physical, contactless", "PHYSICAL_COMBO", "Physical, chip and contactless")},
	{Path: plastic + "allow_card_creation", Kind: Switch, Label: "Cards can be issued", Default: "true", Meaning: "Off, the product's cards live on, and no new one can be made."},
	{Path: plastic + "bin_prefix", Kind: Text, Label: "Numbers begin with", Default: "111111", Meaning: "The digits that belong to your program; a sandbox has only its own."},
	{Path: plastic + "bin_prefixes", Kind: Prefixes, Label: "Several number ranges", Meaning: "One to a line: 6 to 14 digits, then ACTIVE or INACTIVE."},
	{Path: plastic + "bin_issue_country", Kind: Text, Label: "Country of issue", Meaning: "The country that the number range belongs to."},
	{Path: plastic + "pan_length", Kind: Text, Label: "Length of the number", Default: "16", Meaning: "In digits."},
	{Path: plastic + "package_id", Kind: Text, Label: "Package", Default: "0", Max: 50, Meaning: "Which set of card, carrier and envelope the maker takes."},
	{Path: plastic + "fulfillment_provider", Kind: Choice, Label: "Maker", Default: "PERFECTPLASTIC", Meaning: "Who prints and sends physical cards.",
		Choices: options("PERFECTPLASTIC", "Perfect Plastic", "ARROWEYE", "Arroweye", "IDEMIA", "Idemia", "IDEMIA_UK", "Idemia, United Kingdom", "IDEMIA_FR", "Idemia, France", "IDEMIA_CZ", "Idemia, Czechia",
			"IDEMIA_APAC", "Idemia, Asia and Pacific", "IDEMIA_PL", "Idemia, Poland", "IDEMIA_AU", "Idemia, Australia", "IDEMIA_LA", "Idemia, Latin America", "GEMALTO", "Gemalto", "NITECREST", "Nitecrest", "OBERTHUR", "Oberthur", "ALLPAY", "Allpay")},
	{Path: plastic + "all_zero_card_security_code", Kind: Switch, Label: "Security code 000", Default: "false", Meaning: "Every card has the security code 000."},
	{Path: plastic + "enable_offline_pin", Kind: Switch, Label: "PIN in the chip", Default: "false", Meaning: "A terminal can check the PIN without asking anybody."},
	{Path: poi + "other.track1_discretionary_data", Kind: Text, Label: "Discretionary data, track 1", Default: "000000", Meaning: "Written onto the first track of the stripe."},
	{Path: poi + "other.track2_discretionary_data", Kind: Text, Label: "Discretionary data, track 2", Default: "00000", Meaning: "Written onto the second track of the stripe."},
}

var printing = []Field{
	{Path: plastic + "uppercase_name_lines", Kind: Switch, Label: "Names in capitals", Default: "true", Meaning: "The lines of names are printed in capital letters."},
	{Path: printed + "perso_type", Kind: Choice, Label: "How it is printed", Meaning: "Raised, burnt or flat letters.", Choices: options("EMBOSS", "Embossed", "LASER", "Laser", "FLAT", "Flat")},
	{Path: printed + "text.name_line_1.value", Kind: Text, Label: "First line", Meaning: "Needed as soon as anything else is printed."},
	{Path: printed + "text.name_line_2.value", Kind: Text, Label: "Second line", Meaning: "Below the first."},
	{Path: printed + "text.name_line_3.value", Kind: Text, Label: "Third line", Meaning: "Below the second."},
	{Path: printed + "images.card.name", Kind: Text, Label: "Image on the card", Meaning: "The name of a file that the maker has."},
	{Path: printed + "images.card.thermal_color", Kind: Text, Label: "Thermal colour", Meaning: "The colour of thermal printing on the card."},
	{Path: printed + "images.carrier.name", Kind: Text, Label: "Image on the carrier", Meaning: "The name of a file that the maker has; the carrier is the letter that the card is stuck to."},
	{Path: printed + "images.carrier.message_1", Kind: Text, Label: "Message on the carrier's image", Meaning: "Printed onto the carrier's image."},
	{Path: printed + "images.signature.name", Kind: Text, Label: "Image of the signature", Meaning: "The name of a file that the maker has."},
	{Path: printed + "images.carrier_return_window.name", Kind: Text, Label: "Image in the return window", Meaning: "Shown in the window of the carrier with the return address."},
	{Path: printed + "carrier.template_id", Kind: Text, Label: "Carrier template", Meaning: "Which letter the card is stuck to."},
	{Path: printed + "carrier.logo_file", Kind: Text, Label: "Carrier logo", Meaning: "The name of a file that the maker has."},
	{Path: printed + "carrier.logo_thumbnail_file", Kind: Text, Label: "Carrier logo, small", Meaning: "The name of a file that the maker has."},
	{Path: printed + "carrier.message_file", Kind: Text, Label: "Carrier message file", Meaning: "The name of a file with the letter's text."},
	{Path: printed + "carrier.message_line", Kind: Text, Label: "Carrier message", Meaning: "A line of text in the letter."},
	{Path: printed + "carrier.message_line_2", Kind: Text, Label: "Carrier message, second line", Meaning: "Another line of text in the letter."},
}

func shipping() []Field {
	out := []Field{
		{Path: plastic + "bulk_ship", Kind: Switch, Label: "Shipped in bulk", Default: "false", Meaning: "Cards go to one address together; needed for orders in bulk."},
		{Path: sent + "method", Kind: Choice, Label: "Way of shipping", Meaning: "How physical cards travel.",
			Choices: options("LOCAL_MAIL", "Mail", "LOCAL_MAIL_PACKAGE", "Mail, as a package", "GROUND", "Ground", "TWO_DAY", "Two days", "OVERNIGHT", "Overnight", "INTERNATIONAL", "Abroad", "INTERNATIONAL_PRIORITY", "Abroad, with priority",
				"LOCAL_PRIORITY", "Priority mail", "FEDEX_EXPEDITED", "FedEx, expedited", "FEDEX_REGULAR", "FedEx, regular", "UPS_EXPEDITED", "UPS, expedited", "UPS_REGULAR", "UPS, regular", "USPS_EXPEDITED", "USPS, expedited", "USPS_REGULAR", "USPS, regular")},
		{Path: sent + "care_of_line", Kind: Text, Label: "Care of", Max: 255, Meaning: "The line above the address for somebody who receives the card for another."},
	}
	for _, end := range []struct{ member, who, meaning string }{
		{"return_address", "Sender", "Where a card goes that cannot be delivered."},
		{"recipient_address", "Receiver", "Where cards go that are not sent to their own users."},
	} {
		for _, line := range []struct {
			member, label string
			max           int
		}{
			{"first_name", "first name", 40}, {"middle_name", "middle name", 40}, {"last_name", "last name", 40},
			{"address1", "address", 255}, {"address2", "address, second line", 255}, {"city", "city", 40}, {"state", "state", 32},
			{"postal_code", "postal code", 10}, {"zip", "postal code by its older name", 10}, {"country", "country", 40}, {"phone", "telephone", 20},
		} {
			out = append(out, Field{Path: sent + end.member + "." + line.member, Kind: Text, Label: end.who + ": " + line.label, Max: line.max, Meaning: end.meaning})
		}
	}
	return out
}
