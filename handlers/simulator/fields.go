package simulator

import (
	"strings"

	views "carddeck/views/simulator"
)

func (s sheet) who(k kind) views.Question {
	f, q := s.form, views.Question{Title: "Which card, and how much?"}
	if k.takes.follows {
		q.Title = "After what, and how much?"
		c := mono(s.text("follows", "Follows", "preceding_related_transaction_token", f.Follows, "The token of the transaction that it follows. A clearing after incrementals names the last of them.", 36))
		if k.first() {
			c.Field.API = "original_transaction_token"
		}
		c.Options, c.Suggest = s.before, true
		q.Controls = append(q.Controls, c)
	}
	if k.takes.card {
		c := mono(s.text("card_token", "Card", "card_token", f.Card, "Its token, or its last four digits.", 36))
		if k.takes.follows {
			c.Field.Help = "For a force post, which follows nothing."
		}
		c.Options, c.Suggest = s.cards, true
		q.Controls = append(q.Controls, c)
	}
	if k.takes.amount {
		q.Controls = append(q.Controls, s.text("amount", "Amount", "amount", f.Amount, amountHelp(k), 20))
	}
	if k.takes.merchant && !k.first() {
		q.Controls = append(q.Controls, s.text("currency_code", "Currency", "currency_code", f.Currency, "Three letters, such as USD.", 3))
	}
	if k.takes.cashBack {
		c := s.text("cash_back_amount", "Cash back", "cash_back_amount", f.CashBack, "It is added to the amount.", 20)
		c.Field.Optional = k.first()
		q.Controls = append(q.Controls, c)
	}
	if k.takes.hold {
		q.Controls = append(q.Controls, tick("is_preauthorization", "It is a preauthorization",
			"The amount is an estimate, up to which the merchant may clear. MCC groups that raise a hold up to a limit act on it. Sent as is_preauthorization.", f.Hold))
	}
	return q
}

func amountHelp(k kind) string {
	switch {
	case strings.HasSuffix(k.value, "incremental"):
		return "The addition, not the new total."
	case strings.HasSuffix(k.value, "advice"):
		return "The new total."
	case k.value == "authorization":
		return "0 checks the card."
	}
	return ""
}

func (s sheet) where(k kind) views.Question {
	f, q := s.form, views.Question{Title: "Where?"}
	if !k.takes.merchant {
		return q
	}
	q.Controls = []views.Control{
		s.text("name", "Merchant", "card_acceptor.name", f.Name, "", 255),
		mono(s.text("mid", "Merchant id", "mid", f.MID, "", 15)),
		s.text("mcc", "Merchant category", "mcc", f.MCC, "Four digits, such as 5812 for restaurants.", 4),
		s.text("city", "City", "city", f.City, "", 40),
		s.text("state", "State", "state", f.State, "Two letters.", 2),
		s.text("postal_code", "Postal code", "postal_code", f.PostalCode, "", 10),
		s.text("country_code", "Country", "country_code", f.Country, "Such as USA. Another country may be declined with 1864.", 40),
	}
	if k.takes.account {
		q.Controls = append(q.Controls, s.choice("from_account", "Account", "account_type", f.Account, "checking", "Checking", "savings", "Savings", "credit", "Credit"))
	}
	if !k.first() {
		q.Controls = append(q.Controls,
			s.choice("network", "Network", "network", f.Network, "", "The platform's default", "VISA", "Visa", "MASTERCARD", "Mastercard", "DISCOVER", "Discover", "PULSE", "Pulse"),
			s.choice("sub_network", "Subnetwork", "sub_network", f.SubNetwork, "", "The network's default", "VISANET", "VisaNet", "VISANETDEBIT", "VisaNet debit", "VISAINTERLINK", "Visa Interlink", "VISAPLUS", "Visa Plus",
				"MAESTRO", "Maestro", "CIRRUS", "Cirrus", "MASTERCARDDEBIT", "Mastercard debit"))
	}
	return q
}

func (s sheet) presence(k kind) views.Question {
	f, q := s.form, views.Question{Title: "How is the card presented?", Fold: true}
	if !k.takes.presented {
		return q
	}
	q.Open = f.Expiration != "" || f.Presence != "" || f.Partial || f.Channel != "" || f.EntryMode != "" || f.Holder != ""
	q.Controls = []views.Control{
		s.choice("card_present", "Is the card there?", "card_options.card_present", f.Presence, "", "The platform's default, yes", "true", "Yes, it is in the terminal", "false", "No, its number is typed in"),
		optional(s.text("expiration", "Expiration typed", "card_options.expiration", f.Expiration, "MMYY. A wrong one shows how that is declined.", 4)),
		s.secret("cvv", "Security code typed", "card_options.cvv", "Three digits. It is sent on and kept nowhere.", 3),
		s.secret("pin", "PIN typed", "card_options.pin", "Up to four digits. It is sent on and kept nowhere.", 4),
	}
	if !k.first() {
		q.Controls = append(q.Controls,
			s.choice("channel", "How does it come?", "poi.channel", f.Channel, "", "The platform's default, a shop", "ECOMMERCE", "Online", "ATM", "At a cash machine", "MAIL", "By mail", "PHONE", "By telephone", "MOTO", "By mail or telephone", "OTHER", "Otherwise"),
			s.choice("cardholder_present", "Is the cardholder there?", "poi.cardholder_presence", f.Holder, "", "The platform's default, yes", "true", "Yes", "false", "No"),
			s.choice("pan_entry_mode", "How is the card read?", "pos.pan_entry_mode", f.EntryMode, "", "It is not said", "CHIP", "By its chip", "CHIP_CONTACTLESS", "Contactless", "MAG_STRIPE", "By its stripe",
				"MAG_STRIPE_CONTACTLESS", "By its stripe, contactless", "CHIP_FALLBACK", "By its stripe, since the chip failed", "MANUAL", "Typed in", "CARD_ON_FILE", "Kept by the merchant", "BAR_CODE", "By a bar code", "OCR", "By its print", "MICR", "By magnetic ink", "OTHER", "Otherwise"))
	}
	q.Controls = append(q.Controls, tick("partial_approval_capable", "The terminal takes part of the amount",
		"Where money is short and the card product allows it, less is approved (0002). Sent as partial_approval_capable.", f.Partial))
	return q
}

func (s sheet) billing(k kind) views.Question {
	f, q := s.form, views.Question{Title: "Which billing address is typed in?", Fold: true}
	if !k.takes.presented {
		return q
	}
	q.Open = f.BillingAddress != "" || f.BillingZip != "" || f.BillingFirst != "" || f.BillingLast != ""
	q.Controls = []views.Control{
		optional(s.text("billing_address", "Street", "billing_address.address", f.BillingAddress, "Its number is compared with the user's address.", 255)),
		optional(s.text("billing_zip", "Postal code", "billing_address.zip", f.BillingZip, "It is compared with the user's. Address verification answers four digits.", 10)),
		optional(s.text("billing_first_name", "First name", "billing_address.first_name", f.BillingFirst, "Names are compared, too.", 255)),
		optional(s.text("billing_last_name", "Last name", "billing_address.last_name", f.BillingLast, "", 255)),
	}
	return q
}
