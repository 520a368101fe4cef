using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Data.Inventory;
using Portal.Data.Lists;

namespace Portal.Permissions;

/// <summary>The time for which a view of an identity is asked, and what the identity was then. It stands in the address, so that a view can be shared.</summary>
/// <param name="At">The time, or null for now.</param>
/// <param name="State">What the identity was then.</param>
/// <param name="Problem">Why the time in the address does not count, in plain words, or null.</param>
public sealed record AsOf(DateTimeOffset? At, AsOfState State, string? Problem)
{
    /// <summary>The query parameter that holds the time.</summary>
    public const string Parameter = "at";

    /// <summary>Reads the time from an address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="identity">The identity that is viewed.</param>
    /// <param name="now">The time now: what is not before it counts as now.</param>
    public static AsOf Read(string address, IdentityRow identity, DateTimeOffset now)
    {
        var query = new QueryReader(new Uri(address).Query);
        var asked = query.Instant(Parameter);
        var problem = query.Errors.TryGetValue(Parameter, out var errors) ? $"The time in the address {string.Join(' ', errors)}"
            : asked > now ? "The time in the address has not come yet."
            : null;
        var at = asked < now ? asked : null;
        var state = at < identity.ObservedFrom ? AsOfState.NotKnownYet
            : (at ?? now) >= identity.ObservedUntil ? AsOfState.Gone
            : at is null ? AsOfState.Now
            : AsOfState.Then;
        return new(at, state, problem);
    }

    /// <summary>The present address with this time in it, or without one.</summary>
    public static string Address(NavigationManager navigation, DateTimeOffset? at) => navigation.GetUriWithQueryParameter(
        Parameter, at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
}
