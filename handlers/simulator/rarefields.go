package simulator

import (
	views "carddeck/views/simulator"
)

func (s sheet) conversion(k kind) views.Question {
	f, q := s.form, views.Question{Title: "Did the merchant charge in another currency?", Fold: true, Open: s.form.converted()}
	if !k.takes.merchant || !k.takes.amount || k.first() {
		return q
	}
	q.Controls = []views.Control{
		optional(s.text("original_amount", "The merchant's amount", "original_amount", f.OriginalAmount, "The amount above stays in the card's currency.", 20)),
		optional(s.text("original_currency_code", "The merchant's currency", "original_currency_code", f.OriginalCurrency, "Three letters, such as EUR; its number is sent.", 3)),
		optional(s.text("conversion_rate", "Rate", "conversion_rate", f.Rate, "The merchant's amount times the rate is the amount. Left out, it is worked out.", 20)),
	}
	return q
}

func (s sheet) fee(k kind) views.Question {
	f, q := s.form, views.Question{Title: "Does somebody take a fee?", Fold: true, Open: s.form.FeeType != "" || s.form.FeeAmount != ""}
	if !k.takes.fees {
		return q
	}
	api := "fees"
	if k.first() {
		api = "network_fees"
	}
	q.Controls = []views.Control{
		s.choice("fee_type", "Whose fee", api+".type", f.FeeType, "", "None", "ACQUIRER_FEE", "The machine's or the merchant's, on top", "CUR_CONV_CARDHOLDER_FEE", "For converting, on top", "ISSUER_FEE", "The issuer's",
			"SWITCH_FEE", "The network's switch", "PINDEBIT_ASSOC_FEE", "The debit network's", "INTERCHANGE_FEE", "Interchange", "CUR_CONV_ISSUER_FEE", "For converting, the issuer's", "CROSS_BORDER_ISSUER_FEE", "For crossing a border"),
		optional(s.text("fee_amount", "Fee", api+".amount", f.FeeAmount, "In the currency of the purchase.", 20)),
		tick("fee_credit", "It is given, not taken", "Sent as credit_debit C in place of D.", f.FeeCredit),
	}
	return q
}

func (s sheet) clearing(k kind) views.Question {
	f, q := s.form, views.Question{Title: "What kind of clearing?", Fold: true, Open: s.form.Force || s.form.Final || s.form.Refund || s.form.Advised}
	if k.takes.clears {
		q.Controls = append(q.Controls, tick("force_post", "Force post", "It is paid although nothing, or too little, is held. Without anything that it follows it always is one. Sent as force_post.", f.Force))
	}
	if k.takes.clears && !k.first() && s.embedded {
		q.Controls = append(q.Controls, tick("is_final_clearing", "It is the last clearing",
			"What is still held is released. Marqeta's schema has no such field; this sandbox reads it, since networks tell it.", f.Final))
	}
	if k.takes.refunds {
		q.Controls = append(q.Controls, tick("is_refund", "It pays back", "The clearing becomes a refund. Sent as is_refund.", f.Refund))
	}
	if k.takes.advised {
		q.Title = "What kind of reversal?"
		q.Controls = append(q.Controls, tick("is_advice", "It only tells", "It is taken though nothing is left to be given back. Sent as is_advice.", f.Advised))
	}
	return q
}

func (s sheet) transfer(k kind) views.Question {
	f, q := s.form, views.Question{Title: "Who sends the money?"}
	kindOfTransfer := mono(s.text("transaction_type", "Kind of transfer", "transaction_type", f.TransferKind, "Such as ACCOUNT_TO_ACCOUNT or PERSON_TO_PERSON.", 50))
	switch {
	case k.takes.pushes && k.first():
		kindOfTransfer.Field.API = "type"
		q.Controls = []views.Control{kindOfTransfer}
		return q
	case !k.takes.pulls && !k.takes.pushes:
		return q
	}
	sender := s.text("first_name", "Name of the sender", "first_name", f.Sender, "", 50)
	sender.Field.Optional = k.takes.pushes
	q.Controls = []views.Control{
		sender,
		s.choice("funding_source", "Paid from", "funding_source", f.Source, "DEBIT", "A debit card", "CREDIT", "A credit card", "PREPAID", "A prepaid card", "DEPOSIT_ACCOUNT", "A bank account", "CASH", "Cash"),
		s.choice("account_type", "Kind of account", "receiver_account_type", f.AccountKind, "CARD_ACCOUNT", "A card", "IBAN", "A bank account, by IBAN", "RTN_BANK_ACCOUNT", "A bank account, by routing number", "WALLET_ID", "A wallet", "OTHER", "Another"),
		kindOfTransfer,
	}
	return q
}
