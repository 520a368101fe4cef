using Bunit;
using Portal.Data.Inventory;
using Portal.Shared;

namespace Portal.Tests.Shared;

/// <summary>Filters, search and tabs live in the address and nowhere else.</summary>
public sealed class AddressTests : SharedContext
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly Tabs.Tab[] TwoTabs = [new("overview", "Overview"), new("changes", "Changes", 1_204)];

    [Fact]
    public void A_choice_goes_into_the_address_and_keeps_what_else_stands_there()
    {
        Navigation.NavigateTo("/agents?q=bot");
        var select = Render<FilterSelect>(p => p.Add(s => s.Label, "Status").Add(s => s.Name, "status").Add(s => s.Options, FilterSelect.OptionsOf<AgentStatus>()));

        select.Find("select").Change("confirmed");

        Assert.Equal("agents?q=bot&status=confirmed", Address);
    }

    [Fact]
    public void An_address_chooses()
    {
        Navigation.NavigateTo("/agents?status=confirmed");

        var select = Render<FilterSelect>(p => p.Add(s => s.Label, "Status").Add(s => s.Name, "status").Add(s => s.Options, FilterSelect.OptionsOf<AgentStatus>()));

        Assert.Equal("confirmed", select.Find("option[selected]").GetAttribute("value"));
        Assert.Equal("Status: Confirmed", select.Find("option[selected]").TextContent);
    }

    [Fact]
    public void Choosing_any_takes_the_parameter_out()
    {
        Navigation.NavigateTo("/agents?status=confirmed");
        var select = Render<FilterSelect>(p => p.Add(s => s.Label, "Status").Add(s => s.Name, "status").Add(s => s.Options, FilterSelect.OptionsOf<AgentStatus>()));

        select.Find("select").Change(string.Empty);

        Assert.Equal("agents", Address);
    }

    [Fact]
    public void Filters_are_dropped_together_and_the_sort_stays()
    {
        Navigation.NavigateTo("/agents?status=confirmed&q=bot&sort=-name");

        var bar = Render<FilterBar>(p => p.Add(b => b.Names, ["q", "status"]));

        Assert.EndsWith("/agents?sort=-name", bar.Find("a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_filter_there_is_nothing_to_drop()
    {
        Navigation.NavigateTo("/agents?sort=-name");

        Assert.Empty(Render<FilterBar>(p => p.Add(b => b.Names, ["q", "status"])).FindAll("a"));
    }

    [Fact]
    public void A_search_waits_for_the_last_letter()
    {
        var box = Render<SearchBox>(p => p.Add(s => s.Label, "Search agents"));

        box.Find("input").Input("b");
        Clock.Advance(Pause / 2);
        box.Find("input").Input("bo");
        Clock.Advance(Pause / 2);
        Assert.Equal(string.Empty, Address);

        Clock.Advance(Pause / 2);
        box.WaitForAssertion(() => Assert.Equal("?q=bo", Address));
    }

    [Fact]
    public void What_one_types_is_never_written_back_over_what_one_has_typed_since()
    {
        var box = Render<SearchBox>(p => p.Add(s => s.Label, "Search agents"));

        box.Find("input").Input("b");
        Clock.Advance(Pause);
        box.WaitForAssertion(() => Assert.Equal("?q=b", Address));

        Assert.Equal(string.Empty, box.Find("input").GetAttribute("value"));
    }

    [Fact]
    public void Leaving_the_box_or_pressing_Enter_searches_at_once()
    {
        var box = Render<SearchBox>(p => p.Add(s => s.Label, "Search agents"));

        box.Find("input").Input("bot ");
        box.Find("input").Change("bot ");

        Assert.Equal("?q=bot", Address);
    }

    [Fact]
    public void Going_back_brings_the_text_back()
    {
        Navigation.NavigateTo("/agents?q=bot");
        var box = Render<SearchBox>(p => p.Add(s => s.Label, "Search agents"));
        Assert.Equal("bot", box.Find("input").GetAttribute("value"));

        Navigation.NavigateTo("/agents");

        box.WaitForAssertion(() => Assert.Equal(string.Empty, box.Find("input").GetAttribute("value")));
    }

    [Fact]
    public void Another_address_does_not_take_letters_away_while_one_types()
    {
        var box = Render<SearchBox>(p => p.Add(s => s.Label, "Search agents"));
        box.Find("input").Input("bo");

        Navigation.NavigateTo("/?status=confirmed");
        Clock.Advance(Pause);

        box.WaitForAssertion(() => Assert.Equal("?status=confirmed&q=bo", Address));
    }

    [Fact]
    public void A_closed_box_searches_no_more()
    {
        var box = Render<SearchBox>(p => p.Add(s => s.Label, "Search agents"));
        box.Find("input").Input("bot");
        box.Instance.Dispose();

        Clock.Advance(Pause * 2);

        Assert.Equal(string.Empty, Address);
    }

    [Fact]
    public void A_tab_leaves_the_filters_of_the_tab_before_behind()
    {
        Navigation.NavigateTo("/identities/1?kind=silent");

        var tabs = Render<Tabs>(p => p.Add(t => t.Label, "About").Add(t => t.Items, TwoTabs).Add(t => t.Current, "overview"));

        Assert.EndsWith("/identities/1?tab=changes", tabs.FindAll("a")[1].GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("1,204", tabs.FindAll("a")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_tab_is_the_address_without_a_parameter()
    {
        Navigation.NavigateTo("/identities/1?tab=changes");

        var tabs = Render<Tabs>(p => p.Add(t => t.Label, "About").Add(t => t.Items, TwoTabs).Add(t => t.Current, "changes"));

        Assert.EndsWith("/identities/1", tabs.FindAll("a")[0].GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(["page"], tabs.FindAll("a").Select(a => a.GetAttribute("aria-current")).OfType<string>());
        Assert.True(tabs.FindAll("a")[1].HasAttribute("aria-current"));
    }
}
