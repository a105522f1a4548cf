; The installer: for one person, without an administrator. What it puts down, the
; uninstaller takes away; the records stay unless they are asked to go.
; makensis -DVERSION= -DNUMBERS= -DSTAGE= -DOUT=

Unicode true
!ifdef TARGET
Target ${TARGET}
!endif
!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Countercheck"
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"
!define APPROVED "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"

Name "$(NAME)"
OutFile "${OUT}"
RequestExecutionLevel user
ManifestSupportedOS all
ManifestDPIAware true
InstallDir "$LOCALAPPDATA\Programs\Countercheck"
SetCompressor /SOLID lzma
BrandingText "Countercheck ${VERSION}"

VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=0 "ProductName" "Countercheck"
VIAddVersionKey /LANG=0 "FileDescription" "收银体检 安装程序 (Countercheck setup)"
VIAddVersionKey /LANG=0 "CompanyName" "The Countercheck authors"
VIAddVersionKey /LANG=0 "LegalCopyright" "© 2026 The Countercheck authors, Apache License 2.0"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"

!define MUI_ICON "${STAGE}\icon.ico"
!define MUI_UNICON "${STAGE}\icon.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${__FILEDIR__}/side.bmp"
!define MUI_WELCOMEPAGE_TEXT "$(WELCOME)"
!define MUI_FINISHPAGE_RUN "$INSTDIR\countercheck.exe"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

; The first is for every system that speaks neither.
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"
!include "${__FILEDIR__}/texts.nsh"

; open reports in $0 whether the installed program runs: then its file cannot be written.
!macro open
	StrCpy $0 no
	${If} ${FileExists} "$INSTDIR\countercheck.exe"
		ClearErrors
		FileOpen $1 "$INSTDIR\countercheck.exe" a
		${If} ${Errors}
			StrCpy $0 yes
		${Else}
			FileClose $1
		${EndIf}
	${EndIf}
!macroend

; closed goes on only once the program is closed. Error level 2: it was not.
!macro closed
	${Do}
		!insertmacro open
		${If} $0 == no
			${Break}
		${EndIf}
		MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(STILL_OPEN)" /SD IDCANCEL IDRETRY +3
		SetErrorLevel 2
		Quit
	${Loop}
!macroend

; Error level 3: this Windows is not served.
Function .onInit
	${IfNot} ${AtLeastWin10}
		MessageBox MB_OK|MB_ICONSTOP "$(TOO_OLD)" /SD IDOK
		SetErrorLevel 3
		Quit
	${EndIf}
	${IfNot} ${IsNativeAMD64}
	${AndIfNot} ${IsNativeARM64}
		MessageBox MB_OK|MB_ICONSTOP "$(NOT_64)" /SD IDOK
		SetErrorLevel 3
		Quit
	${EndIf}
	SetShellVarContext current
	!insertmacro closed
FunctionEnd

Section
	!include "${STAGE}/files.nsh"
	SetOutPath "$INSTDIR"
	WriteUninstaller "$INSTDIR\uninstall.exe"
	CreateShortcut "$SMPROGRAMS\收银体检.lnk" "$INSTDIR\countercheck.exe"
	CreateShortcut "$DESKTOP\收银体检.lnk" "$INSTDIR\countercheck.exe"
	WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "$(NAME)"
	WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
	WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\countercheck.exe"
	WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Countercheck authors"
	WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
	WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
	WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
	WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
	WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
	WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Function un.onInit
	SetShellVarContext current
	!insertmacro closed
FunctionEnd

Section Uninstall
	Delete "$INSTDIR\countercheck.exe"
	Delete "$INSTDIR\counterctl.exe"
	Delete "$INSTDIR\countercheck.cdx.json"
	Delete "$INSTDIR\counterctl.cdx.json"
	Delete "$INSTDIR\LICENSE"
	Delete "$INSTDIR\NOTICE"
	Delete "$INSTDIR\README.md"
	Delete "$INSTDIR\README.zh-CN.md"
	Delete "$INSTDIR\CHANGELOG.md"
	Delete "$INSTDIR\CONTRIBUTING.md"
	Delete "$INSTDIR\SECURITY.md"
	RMDir /r "$INSTDIR\licences"
	RMDir /r "$INSTDIR\docs"
	RMDir /r "$INSTDIR\assets"
	Delete "$INSTDIR\uninstall.exe"
	RMDir "$INSTDIR" ; only if nothing of anybody else is in it
	Delete "$SMPROGRAMS\收银体检.lnk"
	Delete "$DESKTOP\收银体检.lnk"
	; It no longer starts with Windows, unless what starts is another copy.
	ReadRegStr $0 HKCU "${RUN}" "Countercheck"
	StrCpy $1 '"$INSTDIR\'
	StrLen $2 $1
	StrCpy $0 $0 $2
	${If} $0 == $1
		DeleteRegValue HKCU "${RUN}" "Countercheck"
		DeleteRegValue HKCU "${APPROVED}" "Countercheck"
	${EndIf}
	DeleteRegKey HKCU "${UNINSTALL}"
	MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(ALSO_RECORDS)" /SD IDNO IDNO kept
	RMDir /r "$LOCALAPPDATA\countercheck"
	RMDir /r "$APPDATA\countercheck"
	RMDir /r "$APPDATA\fyne\org.countercheck.desktop"
kept:
SectionEnd
