using Portal.Tests.Support;

namespace Portal.Tests.Journeys.Pictures;

/// <summary>The README's pictures show what the portal shows.</summary>
/// <param name="demo">The portal.</param>
[Collection(BrowserTests.Name)]
public sealed class PictureTests(DemoPortal demo)
{
    public static TheoryData<string> Files => [.. Picture.All.Select(picture => picture.File)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task It_shows_what_the_page_shows(string file)
    {
        var picture = Picture.All.Single(p => p.File == file);

        var difference = await picture.CompareAsync(await picture.TakeAsync(demo.Server));

        Assert.False(
            difference.IsPerceptible,
            $"{file} no longer shows the page: {difference.Share:P2} of it differs. Take it again with 'dotnet run --project Portal.Tests -- pictures', look at it, and commit it.");
        Assert.Contains(file, Repository.Read("README.md"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("document.querySelector('main tbody tr').remove()")]
    [InlineData("document.querySelector('main h2').textContent = 'A heading that says something else'")]
    [InlineData("document.querySelector('main').style.filter = 'invert(1)'")]
    public async Task A_page_that_shows_something_else_is_noticed(string change)
    {
        var picture = Picture.All[0];
        var before = await picture.TakeAsync(demo.Server);

        var after = await picture.TakeAsync(demo.Server, page => page.EvaluateAsync($"() => {{ {change}; }}"));

        Assert.True((await PictureDifference.MeasureAsync(before.Png, after)).IsPerceptible);
    }

    [Theory]
    [InlineData("7 min ago")]
    [InlineData("59 min ago")]
    public async Task Passing_time_is_not_noticed(string later)
    {
        var picture = Picture.All[0];
        var before = await picture.TakeAsync(demo.Server);

        var after = await picture.TakeAsync(
            demo.Server, page => page.EvaluateAsync("later => { for (const time of document.querySelectorAll('time')) time.textContent = time.textContent.replace('just now', later); }", later));

        Assert.Equal(0.0, (await PictureDifference.MeasureAsync(before.Png, after)).Share);
    }
}
