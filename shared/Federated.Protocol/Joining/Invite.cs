using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Federated.Protocol.Joining;

/// <summary>
/// The file that an operator sends to a partner: where the coordinator is, which certificate authority it must prove to have,
/// a one-time secret, and the name that the secret is good for. A class, not a record: it must never print itself.
/// </summary>
public sealed partial class Invite
{
    /// <summary>Longest file that <see cref="Parse"/> reads, in characters.</summary>
    public const int LongestFile = 4096;

    /// <summary>Length of the one-time secret in bytes.</summary>
    public const int SecretLength = 32;

    /// <param name="consortium">Name of the consortium.</param>
    /// <param name="coordinator">Address of the coordinator, https only.</param>
    /// <param name="authorityPin">SHA-256 of the DER of the authority's certificate, 32 bytes.</param>
    /// <param name="partner">Partner that the secret is good for.</param>
    /// <param name="secret">One-time secret, 32 bytes.</param>
    /// <param name="expiresAt">When the coordinator stops accepting the secret; for people, since the coordinator's clock decides.</param>
    /// <exception cref="FormatException">A value is out of its range; the message names it.</exception>
    public Invite(string consortium, Uri coordinator, byte[] authorityPin, string partner, byte[] secret, DateTimeOffset expiresAt)
    {
        Require(IsName(consortium), "consortium", "a name of lower-case letters, digits and hyphens");
        Require(coordinator.IsAbsoluteUri && coordinator.Scheme == Uri.UriSchemeHttps, "coordinator", "an https address");
        Require(authorityPin.Length == SHA256.HashSizeInBytes, "authority_sha256", "64 hexadecimal digits");
        Require(IsName(partner), "partner", "a name of lower-case letters, digits and hyphens");
        Require(secret.Length == SecretLength, "secret", "32 bytes in base64url");
        Consortium = consortium;
        Coordinator = coordinator;
        AuthorityPin = authorityPin;
        Partner = partner;
        Secret = secret;
        ExpiresAt = expiresAt;
    }

    public string Consortium { get; }

    public Uri Coordinator { get; }

    public byte[] AuthorityPin { get; }

    public string Partner { get; }

    public byte[] Secret { get; }

    public DateTimeOffset ExpiresAt { get; }

    /// <summary>Names of consortia and partners: 1 to 40 lower-case letters, digits and hyphens, starting with a letter or digit.</summary>
    public static bool IsName(string text) => NamePattern().IsMatch(text);

    /// <summary>Reads an invite file.</summary>
    /// <exception cref="FormatException">The file is not an invite; the message says what is wrong and what to do.</exception>
    public static Invite Parse(string text)
    {
        if (text.Length > LongestFile)
            throw new FormatException($"An invite has at most {LongestFile} characters; this file has {text.Length}. Ask the operator to send it again.");
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            var root = document.RootElement;
            Require(root.ValueKind == JsonValueKind.Object && Text(root, "kind") == "federated-invite/1", "kind", "federated-invite/1");
            if (root.EnumerateObject().FirstOrDefault(p => !Keys.Contains(p.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
                throw Fault($"The invite has an unknown entry '{Shorten(unknown.Name)}'. Ask the operator to send it again.");
            return new Invite(
                Text(root, "consortium"), new Uri(Text(root, "coordinator"), UriKind.Absolute), Convert.FromHexString(Text(root, "authority_sha256")),
                Text(root, "partner"), Base64Url.DecodeFromChars(Text(root, "secret")),
                DateTimeOffset.ParseExact(Text(root, "expires"), InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
        }
        catch (Exception fault) when (fault is JsonException or UriFormatException or InvalidOperationException || (fault is FormatException && fault.Source != Origin))
        {
            throw Fault("The file is not a whole invite. Ask the operator to send it again, unchanged: fed-coordinator partner invite NAME");
        }
    }

    /// <summary>The file's text, the secret included: for writing to a file of mode 0600 and nothing else.</summary>
    public string Format() => JsonSerializer.Serialize(
        new Dictionary<string, string>
        {
            ["kind"] = "federated-invite/1",
            ["consortium"] = Consortium,
            ["coordinator"] = Coordinator.ToString().TrimEnd('/'),
            ["authority_sha256"] = Convert.ToHexStringLower(AuthorityPin),
            ["partner"] = Partner,
            ["secret"] = Base64Url.EncodeToString(Secret),
            ["expires"] = ExpiresAt.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture),
        },
        Indented) + "\n";

    /// <summary>Names the invite without its secret.</summary>
    public override string ToString() => $"invite of {Partner} to {Consortium}";

    private const string Origin = "Federated.Invite";
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly HashSet<string> Keys = ["kind", "consortium", "coordinator", "authority_sha256", "partner", "secret", "expires"];

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,39}\z")]
    private static partial Regex NamePattern();

    private static string Text(JsonElement root, string key) =>
        root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw Fault($"The invite has no '{key}'. Ask the operator to send it again.");

    private static void Require(bool condition, string key, string expected)
    {
        if (!condition)
            throw Fault($"The invite's '{key}' must be {expected}. Ask the operator to send it again.");
    }

    private static FormatException Fault(string message) => new(message) { Source = Origin };

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40];
}
