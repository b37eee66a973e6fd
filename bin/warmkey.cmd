@echo off
rem Starts warmkey on the Bun that npm installed beside it; the file `warmkey` in this folder says what each part is for.
setlocal DisableDelayedExpansion
set "BIN=%~dp0"
set "ROOT=%BIN%.."

rem Below a megabyte the file is npm's placeholder, left where install scripts are blocked: it must not be run.
set "BUN="
for %%F in ("%ROOT%\node_modules\bun\bin\bun.exe") do if exist "%%~F" if %%~zF GTR 1000000 set "BUN=%%~F"
if not defined BUN if exist "%ROOT%\node_modules\.package-lock.json" (
  for %%P in (x64 aarch64) do if not defined BUN if exist "%ROOT%\node_modules\@oven\bun-windows-%%P\bin\bun.exe" (
    set "BUN=%ROOT%\node_modules\@oven\bun-windows-%%P\bin\bun.exe"
  )
)
if not defined BUN (
  for %%D in ("%ROOT%") do echo warmkey is not set up yet: its runtime is missing. Run npm start ^(or npm ci^) in %%~fD>&2
  exit /b 2
)

call :keep BUN_OPTIONS
call :keep BUN_INSPECT
call :keep BUN_INSPECT_CONNECT_TO
call :keep BUN_INSPECT_NOTIFY
call :keep BUN_INSPECT_PRELOAD
call :keep NODE_PATH
call :keep BUN_CONFIG_VERBOSE_FETCH
call :keep BUN_CONFIG_MAX_HTTP_REQUESTS
call :keep BUN_RUNTIME_TRANSPILER_CACHE_PATH
call :keep BUN_ENABLE_CRASH_REPORTING
set "BUN_CONFIG_MAX_HTTP_REQUESTS=65336"
set "BUN_ENABLE_CRASH_REPORTING=0"
set "BUN_RUNTIME_TRANSPILER_CACHE_PATH=%ROOT%\node_modules\.cache\bun"

"%BUN%" --no-install --no-env-file "--config=%BIN%bunfig.toml" "--tsconfig-override=%BIN%tsconfig.json" "%ROOT%\src\main.ts" %*
exit /b %ERRORLEVEL%

:keep
set "WARMKEY_LAUNCH_ENV_%~1="
if defined %~1 call set "WARMKEY_LAUNCH_ENV_%~1=%%%~1%%"
set "%~1="
exit /b 0
