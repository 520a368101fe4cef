using Microsoft.AspNetCore.Components;

namespace Portal.Shared;

/// <summary>One choice of a filter; it lives in the address.</summary>
/// <param name="navigation">Holds the address.</param>
public sealed partial class FilterSelect(NavigationManager navigation)
{
    /// <summary>What is filtered by.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = string.Empty;

    /// <summary>The query parameter.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = string.Empty;

    /// <summary>The choices; their values as the address spells them.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<Option> Options { get; set; } = [];

    /// <summary>The word for no choice.</summary>
    [Parameter]
    public string AnyWord { get; set; } = "any";

    private string? Value => QueryText.Get(navigation, Name);

    /// <summary>The values of an enum as choices, spelled as the API spells them.</summary>
    public static IReadOnlyList<Option> OptionsOf<TEnum>(params TEnum[] except)
        where TEnum : struct, Enum =>
        [.. Enum.GetValues<TEnum>().Except(except).Select(v => new Option(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(v.ToString()), v.Say()))];

    private void OnChange(ChangeEventArgs e) =>
        navigation.NavigateTo(navigation.GetUriWithQueryParameter(Name, e.Value?.ToString() is { Length: > 0 } value ? value : null));

    /// <summary>A choice.</summary>
    /// <param name="Value">As the address spells it.</param>
    /// <param name="Text">As people read it.</param>
    public sealed record Option(string Value, string Text);
}
