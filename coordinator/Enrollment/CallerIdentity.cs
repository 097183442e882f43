using Federated.Grpc;

namespace Federated.Coordinator.Enrollment;

/// <summary>Hands the authenticated partner from <see cref="PartnerAuthentication"/> to the handlers.</summary>
internal static class CallerIdentity
{
    private static readonly object Key = new();

    public static void SetPartnerName(this ServerCallContext context, string name) => context.UserState[Key] = name;

    /// <exception cref="InvalidOperationException">The method is open to strangers: nobody was authenticated.</exception>
    public static string PartnerName(this ServerCallContext context) =>
        context.UserState.TryGetValue(Key, out var name) ? (string)name : throw new InvalidOperationException($"{context.Method} has no authenticated caller.");
}
