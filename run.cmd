@echo off
rem Starts HazardLedger with a database of its own. --data DIR says where everything is kept (default: .hazardledger beside this file).
setlocal
where dotnet >nul 2>nul || (echo HazardLedger needs the .NET 10 SDK ^(https://dotnet.microsoft.com/download^), or use docker compose up. 1>&2 & exit /b 1)
set "DOTNET_NOLOGO=1"
set "DOTNET_CLI_TELEMETRY_OPTOUT=1"
set "DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1"
set "DOTNET_CLI_UI_LANGUAGE=en"
rem The README's pictures come out of the tests' browser: screenshots DIR.
if /i "%~1"=="screenshots" goto screenshots
if /i "%~1"=="--screenshots" goto screenshots
if not defined HAZARDLEDGER_DATA set "HAZARDLEDGER_DATA=%~dp0.hazardledger"
for %%d in ("%HAZARDLEDGER_DATA%") do set "HAZARDLEDGER_DATA=%%~fd"
set "HAZARDLEDGER_FROM=%CD%"
rem The program starts in its project's directory; a relative --data is made absolute while we still know whose it is. To this shell = parts words, too,
rem so that --data=DIR comes as two.
set "words="
:next
if "%~1"=="" goto start
if /i not "%~1"=="--data" goto other
if "%~2"=="" goto other
set words=%words% --data "%~f2"
shift
shift
goto next
:other
set words=%words% %1
shift
goto next
:start
if not exist "%~dp0src\Api\bin\Release" echo Building HazardLedger; the first time takes a minute. 1>&2
cd /d "%~dp0"
dotnet run --project src\Api -c Release -v q -- %words%
exit /b %errorlevel%
:screenshots
if "%~2"=="" goto usage
if not "%~3"=="" goto usage
set "HAZARDLEDGER_SCREENSHOTS=%~f2"
cd /d "%~dp0"
dotnet run --project tests\Dashboard.Tests -c Release -v q -- -explicit only -class "*.Screenshots"
exit /b %errorlevel%
:usage
echo run screenshots DIR 1>&2
exit /b 2
