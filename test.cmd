@echo off
rem Restores, builds with warnings as errors, runs every test. --long (first) adds the tests that take minutes; anything else goes to dotnet test.
rem The last line is `N passed, N failed, N skipped`.
setlocal
where dotnet >nul 2>nul || (echo HazardLedger needs the .NET 10 SDK ^(https://dotnet.microsoft.com/download^), or use docker compose up. 1>&2 & exit /b 1)
cd /d "%~dp0"
set "DOTNET_NOLOGO=1"
set "words=%*"
if /i "%~1"=="--long" (
  set "HAZARDLEDGER_TEST_LONG=1"
  call set "words=%%words:*--long=%%"
)
set "results=%TEMP%\hazardledger-test-%RANDOM%%RANDOM%"
dotnet restore HazardLedger.sln --locked-mode -v q && dotnet build HazardLedger.sln -c Release --no-restore -v q -warnaserror
if errorlevel 1 (echo The build failed, so no test ran. 1>&2 & echo 0 passed, 0 failed, 0 skipped& exit /b 1)
dotnet test HazardLedger.sln -c Release --no-build --results-directory "%results%" --logger trx --logger "console;verbosity=minimal" %words%
set "status=%errorlevel%"
powershell -NoProfile -Command "$p=0;$f=0;$s=0; Get-ChildItem '%results%' -Recurse -Filter *.trx -ErrorAction SilentlyContinue | ForEach-Object { $c=([xml](Get-Content $_.FullName -Raw)).TestRun.ResultSummary.Counters; $p+=[int]$c.passed; $f+=[int]$c.failed; $s+=[int]$c.total-[int]$c.executed }; $e=%status%; if ($e -ne 0 -and $f -eq 0) { $f=1 }; if ($p+$f -eq 0) { $e=1 }; Remove-Item '%results%' -Recurse -Force -ErrorAction SilentlyContinue; Write-Output \"$p passed, $f failed, $s skipped\"; exit $e"
exit /b %errorlevel%
