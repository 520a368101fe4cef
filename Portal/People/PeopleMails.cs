using Portal.Data.People;

namespace Portal.People;

/// <summary>Registers the words of mail about people and tokens.</summary>
internal static class PeopleMails
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddPeopleMails(this IServiceCollection services) => services.AddSingleton<IBreakGlassMails, BreakGlassMails>();
}
