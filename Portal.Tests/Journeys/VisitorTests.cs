using Portal.Tests.Support;
using Xunit.Sdk;

namespace Portal.Tests.Journeys;

/// <summary>The checks of <see cref="Visitor"/> find what they are there for.</summary>
/// <param name="demo">The portal.</param>
[Collection(BrowserTests.Name)]
public sealed class VisitorTests(DemoPortal demo)
{
    [Theory]
    [InlineData("document.querySelector('main').innerHTML += '<img src=\"/favicon.svg\">'")]
    [InlineData("document.querySelector('main').innerHTML += '<p style=\"color:#999;background:#aaa\">Too pale</p>'")]
    [InlineData("document.querySelector('main').innerHTML += '<div style=\"width:3000px\">Too wide</div>'")]
    public Task An_inaccessible_page_is_found(string damage) => FailsAsync(async visitor =>
    {
        await visitor.GoAsync("/account/login");
        await visitor.Page.EvaluateAsync(damage);
        await visitor.CheckAccessibilityAsync();
    });

    [Theory]
    [InlineData("console.error('broken')")]
    [InlineData("setTimeout(() => { throw new Error('broken'); })")]
    [InlineData("fetch('/api/v1/nowhere')")]
    public Task A_complaint_of_the_browser_is_found(string damage) => FailsAsync(async visitor =>
    {
        await visitor.GoAsync("/account/login");
        await visitor.Page.EvaluateAsync($"() => {{ {damage} }}");
        await visitor.Page.WaitForTimeoutAsync(500);
    });

    [Theory]
    [InlineData("document.querySelector('main').innerHTML += '<button id=\"pale\">Pale</button><style>#pale:focus { outline: none !important }</style>'")]
    [InlineData("document.querySelector('main').addEventListener('keydown', event => event.key === 'Tab' && event.preventDefault())")]
    [InlineData("document.querySelector('.skip').remove()")]
    public Task A_page_that_one_cannot_walk_around_with_Tab_is_found(string damage) => FailsAsync(async visitor =>
    {
        await visitor.GoAsync("/account/login");
        await visitor.Page.EvaluateAsync($"() => {{ {damage} }}");
        await visitor.CheckKeyboardAsync();
    });

    [Fact]
    public Task A_page_without_scripts_can_be_looked_at_with_another_screen() => Visitor.VisitAsync(demo.Server, Screen.Phone.WithoutScripts, persona: null, async visitor =>
    {
        await visitor.GoAsync("/account/login");
        await visitor.LookWithAsync(Screen.Desktop.Dark).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.False(visitor.Screen.HasScripts);
        await visitor.CheckAccessibilityAsync();
    });

    private async Task FailsAsync(Func<Visitor, Task> act) =>
        await Assert.ThrowsAnyAsync<XunitException>(() => Visitor.VisitAsync(demo.Server, Screen.Desktop, persona: null, act));
}
