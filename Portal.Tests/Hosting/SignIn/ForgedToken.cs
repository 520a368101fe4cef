using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Portal.Tests.Support.Provider;

namespace Portal.Tests.Hosting.SignIn;

/// <summary>ID tokens that must not sign anyone in, made from the right one.</summary>
internal static class ForgedToken
{
    /// <summary>All kinds, by name.</summary>
    public static IReadOnlyDictionary<string, Func<LocalProvider, string, string>> All { get; } = new Dictionary<string, Func<LocalProvider, string, string>>(StringComparer.Ordinal)
    {
        ["no algorithm, no signature"] = (_, token) => $"{Part(new JsonObject { ["alg"] = "none", ["typ"] = "JWT" })}.{token.Split('.')[1]}.",
        ["an algorithm, no signature"] = (_, token) => $"{token.Split('.')[0]}.{token.Split('.')[1]}.",
        ["a stranger's key under the provider's name"] = (provider, token) => Sign(Payload(token), new RsaSecurityKey(RSA.Create(2048)) { KeyId = provider.Key.KeyId }, SecurityAlgorithms.RsaSha256),
        ["the portal's own secret as the key"] = (_, token) => Sign(Payload(token), new SymmetricSecurityKey(Encoding.UTF8.GetBytes(LocalProvider.ClientSecret)), SecurityAlgorithms.HmacSha256),
        ["another payload under the signature"] = (_, token) =>
        {
            var payload = Payload(token);
            payload["roles"] = new JsonArray("Administrator");
            return $"{token.Split('.')[0]}.{Part(payload)}.{token.Split('.')[2]}";
        },
        ["another audience"] = Changed(payload => payload["aud"] = "another-application"),
        ["another issuer"] = Changed(payload => payload["iss"] = "https://elsewhere.example/"),
        ["expired"] = Changed(payload => payload["exp"] = payload["iat"]!.GetValue<long>() - 3600),
        ["not valid yet"] = Changed(payload =>
        {
            payload["nbf"] = payload["iat"]!.GetValue<long>() + 3600;
            payload["exp"] = payload["iat"]!.GetValue<long>() + 7200;
        }),
        ["without an end"] = Changed(payload => payload.Remove("exp")),
        ["another nonce"] = Changed(payload => payload["nonce"] = "made-up"),
        ["without a nonce"] = Changed(payload => payload.Remove("nonce")),
        ["without a subject"] = Changed(payload => payload.Remove("sub")),
    };

    /// <summary>The token's payload.</summary>
    public static JsonObject Payload(string token) => JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]))!.AsObject();

    /// <summary>The right token with something else in it, signed by the provider itself.</summary>
    public static Func<LocalProvider, string, string> Changed(Action<JsonObject> change) => (provider, token) =>
    {
        var payload = Payload(token);
        change(payload);
        return Sign(payload, provider.Key, SecurityAlgorithms.RsaSha256);
    };

    private static string Sign(JsonObject payload, SecurityKey key, string algorithm) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(payload.ToJsonString(), new SigningCredentials(key, algorithm));

    private static string Part(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
