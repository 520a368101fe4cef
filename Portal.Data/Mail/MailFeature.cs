using Microsoft.Extensions.DependencyInjection;

namespace Portal.Data.Mail;

/// <summary>Registers the outbox.</summary>
internal static class MailFeature
{
    /// <summary>Adds the feature.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services) => services
        .AddSingleton<Outbox>()
        .AddSingleton<MailQueries>();
}
