package checks

import (
	"slices"
	"strings"
)

// ErrorCode is a code that terminals and till programs show.
type ErrorCode struct {
	Code  string      // as its provider writes it
	Way   Way         // whose it is; "": a till program's own
	Cause RefundCause // what it says; "": nothing of why
	Also  RefundCause // what else it can mean; "": nothing
	// Clear: it says so of this sale, so that nobody has to be asked.
	Clear bool
	// Paid: it says that the money is there already.
	Paid bool
}

// ErrorCodes is THE list, in the order in which a person looks for one: those a
// customer can mend first. WeChat Pay's are of its payment code interface
// (pay.weixin.qq.com/doc/v2/merchant/4011937125), Alipay's of alipay.trade.pay
// (opendocs.alipay.com), those of MIS programs of a public interface description
// of one maker. What they mean stands under triage.code. in the translations.
var ErrorCodes = []ErrorCode{
	{Code: "NOTENOUGH", Way: WayWeChat, Cause: CauseBalance, Clear: true},
	{Code: "NOTSUPORTCARD", Way: WayWeChat, Cause: CauseBalance},
	{Code: "AUTHCODEEXPIRE", Way: WayWeChat, Cause: CauseVerify, Also: CauseCustomer, Clear: true},
	{Code: "AUTH_CODE_ERROR", Way: WayWeChat, Cause: CauseVerify, Also: CauseCustomer, Clear: true},
	{Code: "AUTH_CODE_INVALID", Way: WayWeChat, Cause: CauseCustomer, Also: CauseVerify, Clear: true},
	{Code: "USERPAYING", Way: WayWeChat, Cause: CauseVerify, Also: CauseCustomer},
	{Code: "SYSTEMERROR", Way: WayWeChat, Cause: CauseSystem, Also: CauseNetwork},
	{Code: "BANKERROR", Way: WayWeChat, Cause: CauseSystem},
	{Code: "TRADE_ERROR", Way: WayWeChat, Cause: CauseAccount, Also: CauseRisk},
	{Code: "ORDERREVERSED", Way: WayWeChat, Also: CauseVerify}, // that it was reversed, and not why
	{Code: "ORDERPAID", Way: WayWeChat, Cause: CauseMistyped, Clear: true, Paid: true},
	{Code: "ORDERCLOSED", Way: WayWeChat, Cause: CauseMistyped},
	{Code: "OUT_TRADE_NO_USED", Way: WayWeChat, Cause: CauseMistyped, Clear: true},
	{Code: "BUYER_MISMATCH", Way: WayWeChat, Cause: CauseCustomer, Clear: true},
	{Code: "NOAUTH", Way: WayWeChat, Cause: CauseMerchant, Clear: true},
	{Code: "APPID_MCHID_NOT_MATCH", Way: WayWeChat, Cause: CauseMerchant, Clear: true},
	{Code: "MCHID_NOT_EXIST", Way: WayWeChat, Cause: CauseMerchant, Clear: true},
	{Code: "APPID_NOT_EXIST", Way: WayWeChat, Cause: CauseMerchant, Clear: true},
	{Code: "PARAM_ERROR", Way: WayWeChat, Cause: CauseSystem, Also: CauseMistyped},
	{Code: "INVALID_REQUEST", Way: WayWeChat, Cause: CauseSystem, Also: CauseMistyped},
	{Code: "LACK_PARAMS", Way: WayWeChat, Cause: CauseSystem, Clear: true},
	{Code: "SIGNERROR", Way: WayWeChat, Cause: CauseSystem, Clear: true},
	{Code: "SIGN_ERROR", Way: WayWeChat, Cause: CauseSystem, Clear: true},
	{Code: "XML_FORMAT_ERROR", Way: WayWeChat, Cause: CauseSystem, Clear: true},
	{Code: "REQUIRE_POST_METHOD", Way: WayWeChat, Cause: CauseSystem, Clear: true},
	{Code: "POST_DATA_EMPTY", Way: WayWeChat, Cause: CauseSystem, Clear: true},
	{Code: "NOT_UTF8", Way: WayWeChat, Cause: CauseSystem, Clear: true},
	{Code: "REVERSE_EXPIRE", Way: WayWeChat, Cause: CauseMistyped},

	{Code: "ACQ.BUYER_BALANCE_NOT_ENOUGH", Way: WayAlipay, Cause: CauseBalance, Clear: true},
	{Code: "ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH", Way: WayAlipay, Cause: CauseBalance, Clear: true},
	{Code: "ACQ.PAYMENT_AUTH_CODE_INVALID", Way: WayAlipay, Cause: CauseVerify, Also: CauseCustomer, Clear: true},
	{Code: "ACQ.SYSTEM_ERROR", Way: WayAlipay, Cause: CauseSystem, Also: CauseNetwork},
	{Code: "ACQ.PAYMENT_FAIL", Way: WayAlipay, Cause: CauseSystem, Also: CauseCustomer},
	{Code: "ACQ.PAYMENT_REQUEST_HAS_RISK", Way: WayAlipay, Cause: CauseRisk, Clear: true},
	{Code: "ACQ.BUYER_ENABLE_STATUS_FORBID", Way: WayAlipay, Cause: CauseAccount, Clear: true},
	{Code: "ACQ.TRADE_HAS_SUCCESS", Way: WayAlipay, Cause: CauseMistyped, Clear: true, Paid: true},
	{Code: "ACQ.TRADE_HAS_CLOSE", Way: WayAlipay, Cause: CauseMistyped},
	{Code: "ACQ.CONTEXT_INCONSISTENT", Way: WayAlipay, Cause: CauseMistyped, Clear: true},
	{Code: "ACQ.ACCESS_FORBIDDEN", Way: WayAlipay, Cause: CauseMerchant, Clear: true},

	{Code: "MIS-1", Cause: CauseNetwork, Also: CauseSystem},
	{Code: "MIS-2", Cause: CauseSystem},
	{Code: "MIS-3", Cause: CauseNetwork, Also: CauseSystem},
	{Code: "MIS-4", Cause: CauseSystem},
}

// FindErrorCode reads a code as people type it: whatever the case, with or without
// underlines and with or without Alipay's "ACQ.".
func FindErrorCode(text string) (ErrorCode, bool) {
	plain := func(s string) string {
		return strings.TrimPrefix(strings.NewReplacer("_", "", " ", "", "ACQ.", "").Replace(strings.ToUpper(s)), "ACQ.")
	}
	want := plain(text)
	exact := slices.IndexFunc(ErrorCodes, func(c ErrorCode) bool { return strings.EqualFold(c.Code, strings.TrimSpace(text)) })
	if exact < 0 {
		exact = slices.IndexFunc(ErrorCodes, func(c ErrorCode) bool { return plain(c.Code) == want })
	}
	if want == "" || exact < 0 {
		return ErrorCode{}, false
	}
	return ErrorCodes[exact], true
}
