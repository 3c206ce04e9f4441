package simulate

import (
	"fmt"
	"strings"

	"github.com/bojanz/currency"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/wire"
)

// iso8583 shows a legacy simulation's transaction as the network message it would
// have been answered with: fields by their number, as captures of real sandboxes
// have them.
func (s *Simulator) iso8583(t *wire.Transaction) (map[string]any, error) {
	card, _ := s.Cards.Read(t.CardToken)
	m, err := book.MoneyIn(t.CurrencyCode)
	if err != nil {
		return nil, err
	}
	minor, err := m.Minor("amount", t.Amount)
	if err != nil {
		return nil, err
	}
	numeric, _ := currency.GetNumericCode(t.CurrencyCode)
	raw := map[string]any{
		"0":  mti(t.Type),
		"2":  rest.MaskPAN(card.PAN),
		"3":  processingCode(t.Type),
		"4":  fmt.Sprintf("%012d", minor),
		"7":  t.Created.Format("0102150405"),
		"11": t.Acquirer.SystemTraceAuditNumber,
		"12": t.Created.Format("20060102150405"),
		"14": card.ExpirationTime.Format("0601"),
		"37": t.Acquirer.RetrievalReferenceNumber,
		"39": t.Response.Code,
		"42": t.CardAcceptor.MID,
		"43": map[string]any{
			"2": t.CardAcceptor.Name, "3": t.CardAcceptor.StreetAddress, "4": t.CardAcceptor.City,
			"5": t.CardAcceptor.State, "6": t.CardAcceptor.PostalCode, "7": t.CardAcceptor.CountryCode,
		},
		"44": map[string]any{"1": t.Response.Memo},
		"49": numeric,
		"63": t.Network,
		"112": map[string]any{
			"101": t.GPA.AvailableBalance, "102": t.GPA.LedgerBalance, "103": numeric,
		},
	}
	if t.ApprovalCode != "" {
		raw["38"] = t.ApprovalCode
	}
	if t.Preceding != "" {
		raw["56"] = map[string]any{"7": t.Preceding}
	}
	if strings.HasSuffix(t.Type, ".reversal") && t.State == wire.Pending {
		left, err := m.Minor("amount", t.RequestAmount.Sub(t.Amount))
		if err != nil {
			return nil, err
		}
		raw["95"] = map[string]any{"1": fmt.Sprintf("%012d", left)}
	}
	return raw, nil
}

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
	case strings.HasPrefix(kind, "refund"):
		return "200000"
	case strings.Contains(kind, "cashback"):
		return "090000"
	}
	return "000000"
}
