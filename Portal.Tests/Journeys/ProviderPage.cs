using Microsoft.Playwright;

namespace Portal.Tests.Journeys;

/// <summary>The local provider's page, in a browser.</summary>
internal static class ProviderPage
{
    /// <summary>Signs in there, as somebody who was sent from the portal's own sign-in page.</summary>
    /// <param name="page">The browser's page.</param>
    /// <param name="name">What to type in.</param>
    /// <param name="path">Where to at the portal.</param>
    public static async Task SignInAsync(IPage page, string name, string path)
    {
        await page.GotoAsync($"/account/login?returnUrl={Uri.EscapeDataString(path)}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Continue with Local Identity" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync("**" + path);
    }
}
