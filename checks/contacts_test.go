package checks

import "testing"

func TestWhomToCall(t *testing.T) {
	c := Catalogue{Providers: []Provider{{ID: "wechat", Hotline: "95017"}, {ID: "alipay", Hotline: "95188"}, {ID: "lakala", Hotline: "95016"}}}
	s := Settings{Shop: ShopSettings{Acquirer: "lakala"}, Contacts: ContactSettings{Broadband: "10000"}}
	for _, test := range []struct {
		who  Callee
		way  Way
		want string
	}{
		{CallProvider, WayWeChat, "95017"},
		{CallProvider, WayAlipay, "95188"},
		{CallProvider, "", "95017"},
		{CallProvider, WayCard, ""},
		{CallAcquirer, "", "95016"},
		{CallBroadband, "", "10000"},
		{CallBank, "", ""},
		{CallCashier, "", ""},
	} {
		if got := s.Phone(test.who, test.way, c); got != test.want {
			t.Errorf("%s %s: %q, want %q", test.who, test.way, got, test.want)
		}
	}
	s.Contacts.Acquirer = "400-123-4567"
	if got := s.Phone(CallAcquirer, "", c); got != "400-123-4567" {
		t.Errorf("the shop's own number is %q", got)
	}
}

func TestPhoneNumbersAreNumbers(t *testing.T) {
	for text, fine := range map[string]bool{
		"": true, "95017": true, "400-123-4567": true, "+86 10 1234 5678": true, "(010)1234567": true,
		"ask Li": false, "95": false, "1234567890123456789012345": false, "95017;": false,
	} {
		v := validation{}
		v.contacts(ContactSettings{Bank: text})
		if (len(v.found) == 0) != fine {
			t.Errorf("%q: %v", text, v.found)
		}
	}
}
