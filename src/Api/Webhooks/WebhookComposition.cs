namespace HazardLedger.Api.Webhooks;

/// <summary>Puts webhooks into a host.</summary>
public static class WebhookComposition
{
    /// <summary>Adds the store, the follower that queues, the sender and the routes.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services, WebhookSecrets secrets) => services
        .AddSingleton(secrets).AddSingleton<WebhookStore>().AddSingleton<WebhookRoutes>()
        .AddSingleton<WebhookQueue>().AddHostedService(static provider => provider.GetRequiredService<WebhookQueue>())
        .AddSingleton<WebhookSender>().AddHostedService(static provider => provider.GetRequiredService<WebhookSender>());
}
