namespace Portal.Shell;

/// <summary>Registers what the frame and the overview need.</summary>
internal static class ShellFeature
{
    /// <summary>Adds the feature.</summary>
    public static IServiceCollection AddShell(this IServiceCollection services) => services
        .AddSingleton<Overview>()
        .AddHostedService(p => p.GetRequiredService<Overview>());
}
