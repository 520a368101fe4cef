using System.Web;
using Microsoft.AspNetCore.Components;

namespace Portal.Shared;

/// <summary>Reads the query part of the present address.</summary>
public static class QueryText
{
    /// <summary>The value of a parameter, or null when it is absent or empty.</summary>
    public static string? Get(NavigationManager navigation, string name) =>
        HttpUtility.ParseQueryString(new Uri(navigation.Uri).Query)[name] is { Length: > 0 } text ? text : null;

    /// <summary>The present address without any of these parameters.</summary>
    public static string Without(NavigationManager navigation, IEnumerable<string> names) =>
        navigation.GetUriWithQueryParameters(names.ToDictionary(name => name, _ => (object?)null, StringComparer.Ordinal));
}
