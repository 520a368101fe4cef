using Microsoft.Playwright;
using Portal.Tests.Support;

namespace Portal.Tests.Journeys.Pictures;

/// <summary>
/// A picture of the demo organization that the README shows. It is taken by the same few steps each time, so a test can say whether the one in
/// the repository still shows what the page shows.
/// </summary>
/// <param name="File">Where it lies, from the root of the repository.</param>
/// <param name="Screen">The window.</param>
/// <param name="Persona">Who looks.</param>
/// <param name="Address">At what.</param>
internal sealed record Picture(string File, Screen Screen, string Persona, string Address)
{
    /// <summary>All pictures.</summary>
    public static IReadOnlyList<Picture> All { get; } =
    [
        new(".github/dashboard.png", Screen.Desktop, "engineer", "/"),
        new(".github/dashboard-dark.png", Screen.Desktop.Dark, "engineer", "/"),
    ];

    private string Path => System.IO.Path.Combine(Repository.Root, File);

    /// <summary>Takes it.</summary>
    /// <param name="portal">A portal with the demo organization.</param>
    /// <param name="before">What is done to the page before, or null.</param>
    public async Task<Shot> TakeAsync(PortalServer portal, Func<IPage, Task>? before = null)
    {
        Shot? shot = null;
        await Visitor.VisitAsync(portal, Screen, Persona, async visitor =>
        {
            // The first page tells the portal the reader's zone.
            await visitor.GoAsync("/account/login");
            await visitor.GoAsync(Address);
            await visitor.Page.EvaluateAsync("() => { document.activeElement?.blur(); return document.fonts.ready; }");
            await (before?.Invoke(visitor.Page) ?? Task.CompletedTask);
            // What was done shows with the next frame but one.
            await visitor.Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))");
            shot = new(await visitor.Page.ScreenshotAsync(), await PassingAsync(visitor.Page));
        });
        return shot!;
    }

    /// <summary>Whether the picture in the repository still shows what this one shows.</summary>
    public async Task<PictureDifference> CompareAsync(Shot shot) => System.IO.File.Exists(Path)
        ? await PictureDifference.MeasureAsync(await System.IO.File.ReadAllBytesAsync(Path), shot)
        : PictureDifference.Missing;

    /// <summary>Puts this one into the repository.</summary>
    public Task KeepAsync(Shot shot) => System.IO.File.WriteAllBytesAsync(Path, shot.Png);

    /// <summary>Its file.</summary>
    public override string ToString() => File;

    // How long ago something was differs from one run to the next, and so does in which hours of the last day it was.
    private static async Task<string> PassingAsync(IPage page) =>
        await page.Locator("time, .rates, .rates ~ .legend").EvaluateAllAsync<string>("all => JSON.stringify(all.map(time => time.getBoundingClientRect()))");

    /// <summary>A picture that was just taken.</summary>
    /// <param name="Png">The picture.</param>
    /// <param name="Passing">Where it shows times, which do not count: boxes in CSS pixels, as JSON.</param>
    internal sealed record Shot(byte[] Png, string Passing);
}
