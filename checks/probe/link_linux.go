package probe

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/mdlayher/wifi"
	"github.com/safchain/ethtool"
	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"

	"countercheck/checks"
)

// readAdapters fetches this PC's adapters from netlink and sysfs.
func readAdapters() ([]adapter, error) {
	links, err := netlink.LinkList()
	if interrupted(err) != nil {
		return nil, fmt.Errorf("listing adapters: %w", err)
	}
	addresses, err := readAddresses()
	if err != nil {
		return nil, fmt.Errorf("listing addresses: %w", err)
	}
	bridges := map[int]bool{}
	for _, link := range links {
		bridges[link.Attrs().Index] = link.Type() == "bridge"
	}
	driver, done := driverNames()
	defer done()
	var all []adapter
	for _, link := range links {
		at := link.Attrs()
		a := adapter{
			system:   link.Type(),
			driver:   driver(at.Name),
			wireless: exists(sysfs(at.Name, "wireless")) || exists(sysfs(at.Name, "phy80211")),
			loopback: at.Flags&net.FlagLoopback != 0,
			bridged:  bridges[at.MasterIndex],
		}
		a.Name, a.Addresses = at.Name, addresses[at.Index]
		a.Up = at.Flags&net.FlagUp != 0
		a.Carrier = at.RawFlags&unix.IFF_LOWER_UP != 0
		if at.Statistics != nil {
			a.Errors = at.Statistics.RxErrors + at.Statistics.TxErrors
		}
		readSpeed(&a.Interface)
		if a.wireless {
			a.SignalDBm = signal(at.Index)
		}
		all = append(all, a)
	}
	return all, nil
}

// interrupted lets a list pass that changed while it was read: what is in it is
// true, and the change brings the next look.
func interrupted(err error) error {
	if errors.Is(err, netlink.ErrDumpInterrupted) {
		return nil
	}
	return err
}

// readAddresses fetches all addresses by adapter. Tentative ones and those found
// to be somebody else's are not usable yet.
func readAddresses() (map[int][]netip.Prefix, error) {
	list, err := netlink.AddrList(nil, netlink.FAMILY_ALL)
	if interrupted(err) != nil {
		return nil, err
	}
	all := map[int][]netip.Prefix{}
	for _, a := range list {
		address, ok := netip.AddrFromSlice(a.IP)
		if !ok || a.Flags&unix.IFA_F_DADFAILED != 0 {
			continue
		}
		bits, _ := a.Mask.Size()
		all[a.LinkIndex] = append(all[a.LinkIndex], netip.PrefixFrom(address.Unmap(), bits))
	}
	return all, nil
}

// driverNames asks ethtool; an adapter without a driver has "".
func driverNames() (driver func(name string) string, done func()) {
	tool, err := ethtool.NewEthtool()
	if err != nil {
		return func(string) string { return "" }, func() {}
	}
	return func(name string) string {
		driver, err := tool.DriverName(name)
		if err != nil {
			return ""
		}
		return driver
	}, tool.Close
}

// readSpeed reads what the adapter agreed on with the other end; without a live
// end it is not known.
func readSpeed(i *checks.Interface) {
	if speed, err := strconv.Atoi(sysfsText(i.Name, "speed")); err == nil && speed > 0 {
		i.SpeedMbps = speed
	}
	if duplex := sysfsText(i.Name, "duplex"); duplex == "full" || duplex == "half" {
		i.Duplex = duplex
	}
}

// signal is the strength of the joined Wi-Fi in dBm, 0 if not told.
func signal(index int) int {
	client, err := wifi.New()
	if err != nil {
		return 0
	}
	defer client.Close()
	stations, err := client.StationInfo(&wifi.Interface{Index: index})
	if err != nil || len(stations) == 0 {
		return 0
	}
	return stations[0].Signal
}

func sysfs(name, file string) string { return filepath.Join("/sys/class/net", name, file) }

func sysfsText(name, file string) string {
	text, err := os.ReadFile(sysfs(name, file))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
