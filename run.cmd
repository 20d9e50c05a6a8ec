@echo off
rem Starts HazardLedger with a database of its own. --data DIR says where everything is kept (default: .hazardledger beside this file).
setlocal
where dotnet >nul 2>nul || (echo HazardLedger needs the .NET 10 SDK ^(https://dotnet.microsoft.com/download^), or use docker compose up. 1>&2 & exit /b 1)
if not defined HAZARDLEDGER_DATA set "HAZARDLEDGER_DATA=%~dp0.hazardledger"
set "HAZARDLEDGER_FROM=%CD%"
set "DOTNET_NOLOGO=1"
rem The program starts in its project's directory; a relative --data is made absolute while we still know whose it is.
set "words="
:next
if "%~1"=="" goto start
if /i "%~1"=="--data" (
  set words=%words% --data "%~f2"
  shift
) else (
  set words=%words% %1
)
shift
goto next
:start
dotnet run --project "%~dp0src\Api" -c Release -v q -- %words%
exit /b %errorlevel%
