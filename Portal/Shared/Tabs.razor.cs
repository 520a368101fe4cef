using Microsoft.AspNetCore.Components;

namespace Portal.Shared;

/// <summary>Tabs that are links, so that a tab can be shared and Back works. The first is the one without a parameter.</summary>
/// <param name="navigation">Knows the address.</param>
public sealed partial class Tabs(NavigationManager navigation)
{
    /// <summary>The query parameter that says which tab is open.</summary>
    public const string Parameter = "tab";

    /// <summary>What the tabs are about, for screen readers.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = string.Empty;

    /// <summary>The tabs in order.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<Tab> Items { get; set; } = [];

    /// <summary>The key of the open one.</summary>
    [Parameter, EditorRequired]
    public string Current { get; set; } = string.Empty;

    private NavigationManager Navigation => navigation;

    /// <summary>A tab's address keeps nothing of the tab before but what it says that it keeps: filters belong to their own tab.</summary>
    private Dictionary<string, object?> Address(Tab tab)
    {
        var query = System.Web.HttpUtility.ParseQueryString(new Uri(navigation.Uri).Query);
        var parameters = query.AllKeys.OfType<string>().Except(tab.Keeps, StringComparer.Ordinal).ToDictionary(key => key, _ => (object?)null, StringComparer.Ordinal);
        parameters[Parameter] = tab == Items[0] ? null : tab.Key;
        return parameters;
    }

    /// <summary>One tab.</summary>
    /// <param name="Key">Its name in the address.</param>
    /// <param name="Name">Its name on the page.</param>
    /// <param name="Count">How many things it holds, or null.</param>
    public sealed record Tab(string Key, string Name, long? Count = null)
    {
        /// <summary>Query parameters that mean the same on this tab as on the one before.</summary>
        public IReadOnlyList<string> Keeps { get; init; } = [];
    }
}
