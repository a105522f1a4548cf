; What the installer says, in both languages.
LangString NAME ${LANG_SIMPCHINESE} "收银体检"
LangString NAME ${LANG_ENGLISH} "Countercheck"

LangString WELCOME ${LANG_SIMPCHINESE} "收银体检看着收银电脑到支付公司的线路:现在能不能收款,不能收是哪里断了,先做什么。$\r$\n$\r$\n只装给当前用户,不需要管理员密码。需要 Windows 10 或更新的系统(64 位);Windows 7 和 8 用不了。$\r$\n$\r$\n点“安装”开始,不到一分钟。"
LangString WELCOME ${LANG_ENGLISH} "Countercheck watches the line from the counter's computer to the payment companies: whether you can take money now, where it breaks, what to do first.$\r$\n$\r$\nIt is installed for you alone and needs no administrator. It needs Windows 10 or later, 64 bits; Windows 7 and 8 are not served.$\r$\n$\r$\nInstalling takes less than a minute."

LangString TOO_OLD ${LANG_SIMPCHINESE} "这台电脑的 Windows 太旧:收银体检需要 Windows 10 或更新的系统,Windows 7 和 8 用不了。$\r$\n$\r$\n什么都没有安装。请换一台 Windows 10 或 11 的电脑,或请技术人员用另一台电脑检查这条网络。"
LangString TOO_OLD ${LANG_ENGLISH} "This Windows is too old: Countercheck needs Windows 10 or later. Windows 7 and 8 are not served.$\r$\n$\r$\nNothing was installed. Use a PC with Windows 10 or 11, or have a technician check the line with another computer."

LangString NOT_64 ${LANG_SIMPCHINESE} "这台电脑装的是 32 位的 Windows,收银体检需要 64 位的 Windows 10 或更新的系统。$\r$\n$\r$\n什么都没有安装。"
LangString NOT_64 ${LANG_ENGLISH} "This Windows has 32 bits; Countercheck needs Windows 10 or later with 64 bits.$\r$\n$\r$\nNothing was installed."

LangString STILL_OPEN ${LANG_SIMPCHINESE} "收银体检还开着。请在屏幕右下角的小图标上点右键,选“退出”,再点“重试”。"
LangString STILL_OPEN ${LANG_ENGLISH} "Countercheck is still running. Right-click its small icon near the clock, choose Quit, then press Retry."

LangString ALSO_RECORDS ${LANG_SIMPCHINESE} "程序已卸载。记录和设置还在:检测历史、退款记录、设备、照片。$\r$\n$\r$\n也要全部删除吗?删了找不回来。不确定就选“否”。"
LangString ALSO_RECORDS ${LANG_ENGLISH} "The program is removed. Its records and settings are still there: the history of checks, refund cases, devices, photos.$\r$\n$\r$\nDelete all of them, too? They cannot be brought back. If in doubt, choose No."
