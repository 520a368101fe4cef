using System.Globalization;
using System.Net;

namespace Portal.Hosting.Limits;

/// <summary>How much programs may ask for, and how often somebody may fail to get in.</summary>
/// <param name="TokenPerMinute">Requests of one API token (<c>Limits:TokenPerMinute</c>).</param>
/// <param name="AddressPerMinute">Requests of all tokens from one address (<c>Limits:AddressPerMinute</c>).</param>
/// <param name="GuessesPerMinute">Different wrong tokens, or failed sign-ins, from one address (<c>Limits:GuessesPerMinute</c>).</param>
/// <param name="Proxies">The proxies in front of the portal, whose word on where a request came from is taken (<c>Portal:Proxies</c>).</param>
internal sealed record LimitSettings(int TokenPerMinute, int AddressPerMinute, int GuessesPerMinute, IReadOnlyList<IPNetwork> Proxies)
{
    private const int Most = 100_000_000;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidOperationException">A setting is wrong: names the key, the problem and an example.</exception>
    public static LimitSettings From(IConfiguration configuration) => new(
        ReadNumber(configuration, "Limits:TokenPerMinute", 60_000),
        ReadNumber(configuration, "Limits:AddressPerMinute", 120_000),
        ReadNumber(configuration, "Limits:GuessesPerMinute", 20),
        [.. (configuration["Portal:Proxies"] ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ReadNetwork)]);

    private static int ReadNumber(IConfiguration configuration, string key, int otherwise) => configuration[key] switch
    {
        null or "" => otherwise,
        { } text when int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= Most => number,
        { } text => throw new InvalidOperationException(string.Create(
            CultureInfo.InvariantCulture, $"{key} is '{text}', but must be a whole number from 1 to {Most}, for example {key.Replace(":", "__", StringComparison.Ordinal)}={otherwise}.")),
    };

    private static IPNetwork ReadNetwork(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new InvalidOperationException($"Portal:Proxies is '{text}', but must be addresses or networks of proxies, for example Portal__Proxies=10.0.0.5,10.1.0.0/16.");
}
