using Bunit;
using Portal.Shared;

namespace Portal.Tests.Shared;

/// <summary>Lines that open.</summary>
public sealed class DisclosureTests : SharedContext
{
    [Fact]
    public async Task Its_content_is_made_once_it_was_opened_and_stays()
    {
        var made = 0;
        var line = Render<Disclosure>(p => p.Add(d => d.Title, "Why").AddChildContent(builder =>
        {
            made++;
            builder.AddContent(0, "Because");
        }));
        Assert.Equal(0, made);

        await line.Find("details").TriggerEventAsync("ontoggle", EventArgs.Empty);
        await line.Find("details").TriggerEventAsync("ontoggle", EventArgs.Empty);

        Assert.True(made > 0);
        Assert.Contains("Because", line.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_open_from_the_start_is_there_from_the_start()
    {
        var line = Render<Disclosure>(p => p.Add(d => d.Title, "Why").Add(d => d.IsOpen, value: true).AddChildContent("Because"));

        Assert.Contains("Because", line.Markup, StringComparison.Ordinal);
    }
}
