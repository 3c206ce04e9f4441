package simulate

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/bojanz/currency"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/wire"
)

// programCode stands for the program in messages of the network.
const programCode = "sandbox"

// iso8583 shows a legacy simulation's transaction as the network message it would
// have been answered with: fields by their number, as captures of real sandboxes
// have them. Amounts are in minor units; the card number is masked (our call).
func (s *Simulator) iso8583(t *wire.Transaction, in simulation) (map[string]any, error) {
	card, _ := s.Cards.Read(t.CardToken)
	m, err := book.MoneyIn(t.CurrencyCode)
	if err != nil {
		return nil, err
	}
	numeric, _ := currency.GetNumericCode(t.CurrencyCode)
	amount, message := t.Amount, mti(t.Type)
	if releases := message == "2430"; releases {
		amount = t.RequestAmount
	}
	raw := map[string]any{
		"0":  message,
		"2":  rest.MaskPAN(card.PAN),
		"3":  processingCode(t.Type),
		"4":  digits(m, amount),
		"7":  t.Created.Format("0102150405"),
		"11": fmt.Sprintf("%012s", t.Acquirer.SystemTraceAuditNumber),
		"12": t.Created.Format("20060102150405"),
		"13": t.Happened.Format("060102"),
		"14": card.ExpirationTime.Format("0601"),
		"17": t.Created.Format("0102"),
		"22": entryMode(t.POS),
		"24": function(t),
		"26": t.CardAcceptor.MCC,
		"32": t.Acquirer.InstitutionID,
		"37": t.Acquirer.RetrievalReferenceNumber,
		"39": t.Response.Code,
		"42": t.CardAcceptor.MID,
		"43": map[string]any{
			"2": t.CardAcceptor.Name, "3": t.CardAcceptor.StreetAddress, "4": t.CardAcceptor.City,
			"5": t.CardAcceptor.State, "6": t.CardAcceptor.PostalCode, "7": numericCountry(t.CardAcceptor.CountryCode),
		},
		"44": map[string]any{"1": t.Response.Memo, "3": engine.Outgoing(t.Response.Code), "4": t.Response.Memo},
		"49": numeric,
		"54": balanceField("02", numeric, m, t.GPA.Balances[t.CurrencyCode].AvailableBalance) +
			balanceField("01", numeric, m, t.GPA.Balances[t.CurrencyCode].LedgerBalance),
		"63": t.Network,
		"112": map[string]any{
			"101": t.GPA.Balances[t.CurrencyCode].AvailableBalance.Fixed(m.Decimals()),
			"102": t.GPA.Balances[t.CurrencyCode].LedgerBalance.Fixed(m.Decimals()), "103": numeric,
		},
		"180": programCode,
	}
	if t.SettlementDate != nil {
		raw["15"] = t.SettlementDate.Format("20060102")
	}
	if t.ApprovalCode != "" {
		raw["38"] = t.ApprovalCode
	}
	if in.older.additionalData != "" {
		raw["48"] = in.older.additionalData
	}
	if t.Preceding != "" {
		raw["56"] = map[string]any{"7": t.Preceding}
	}
	if message == "2430" && t.State == wire.Pending {
		raw["95"] = map[string]any{"1": digits(m, t.RequestAmount.Sub(t.Amount))}
	}
	return raw, nil
}

// digits writes an amount as twelve digits of minor units.
func digits(m book.Money, a marqeta.Amount) string {
	return fmt.Sprintf("%012s", strings.Replace(a.Abs().Fixed(m.Decimals()), ".", "", 1))
}

// balanceField is a part of field 54: account type, amount type, currency with its
// decimals, sign, amount.
func balanceField(kind, numeric string, m book.Money, a marqeta.Amount) string {
	sign := "C"
	if a.Sign() < 0 {
		sign = "D"
	}
	return fmt.Sprintf("00%s%s%d%s%s", kind, numeric, m.Decimals(), sign, digits(m, a))
}

// mti is the type of the answer.
func mti(kind string) string {
	switch {
	case strings.HasSuffix(kind, ".reversal"):
		return "2430"
	case strings.HasSuffix(kind, ".advice"):
		return "2130"
	case strings.HasPrefix(kind, "authorization") && !strings.Contains(kind, "clearing"):
		return "2110"
	}
	return "2210"
}

func processingCode(kind string) string {
	switch {
	case strings.Contains(kind, "clearing"):
		return "900000"
	case strings.HasPrefix(kind, "refund"):
		return "200000"
	case strings.HasPrefix(kind, "original.credit"):
		return "260000"
	case strings.Contains(kind, "cashback"):
		return "090000"
	case strings.Contains(kind, "atm"):
		return "010000"
	case strings.Contains(kind, "balanceinquiry"):
		return "310000"
	}
	return "000000"
}

// function is field 24 of ISO 8583: 100 an authorization, 101 one of an estimate,
// 108 an inquiry, 200 a financial message, 400 a reversal, 401 a partial one.
func function(t *wire.Transaction) string {
	preauth := t.IsPreauthorization != nil && bool(*t.IsPreauthorization)
	switch {
	case mti(t.Type) == "2430" && t.State == wire.Pending:
		return "401"
	case mti(t.Type) == "2430":
		return "400"
	case strings.Contains(t.Type, "balanceinquiry"):
		return "108"
	case preauth:
		return "101"
	case mti(t.Type) == "2110" || mti(t.Type) == "2130":
		return "100"
	}
	return "200"
}

// entryMode is field 22 as a terminal would send it: how the card was read and how
// the cardholder was recognized, two digits each.
func entryMode(p *wire.POS) string {
	read := map[string]string{
		"MANUAL": "01", "MAG_STRIPE": "90", "BAR_CODE": "03", "OCR": "04", "CHIP": "05", "CHIP_CONTACTLESS": "07", "CARD_ON_FILE": "10",
		"CHIP_FALLBACK": "80", "MAG_STRIPE_CONTACTLESS": "91",
	}
	pin := "0"
	if p.PINPresent != nil && bool(*p.PINPresent) {
		pin = "1"
	}
	return cmp.Or(read[p.PANEntryMode], "00") + pin
}
