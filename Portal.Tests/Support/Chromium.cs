using Microsoft.Playwright;

namespace Portal.Tests.Support;

/// <summary>The machine's own Chromium, started when the first test asks for it and closed when the run ends.</summary>
internal static class Chromium
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-dev-shm-usage", "--font-render-hinting=none",
    ];

    private static readonly Lazy<Task<IBrowser>> Shared = new(StartAsync);

    /// <summary>The browser. Skips the test, or in CI fails it, when the machine has none.</summary>
    public static async Task<IBrowser> GetAsync()
    {
        try
        {
            return await Shared.Value;
        }
        catch (MissingPartException missing)
        {
            missing.End();
            throw;
        }
    }

    private static async Task<IBrowser> StartAsync()
    {
        var executable = await MachinePart.Chromium.LocateAsync();
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = Arguments });
        TestRun.AtEnd(async () =>
        {
            await browser.DisposeAsync();
            playwright.Dispose();
        });
        return browser;
    }
}
