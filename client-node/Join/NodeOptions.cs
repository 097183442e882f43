using Federated.Protocol.Joining;
using Federated.Tasks.Documents;

namespace Federated.ClientNode.Join;

/// <summary>What <c>node.yaml</c> says: the membership that <c>fed-node join</c> made.</summary>
/// <param name="Consortium">Name of the consortium.</param>
/// <param name="Coordinator">Address of its coordinator, https, without a path.</param>
/// <param name="Partner">Name of this partner; also this node's identifier.</param>
internal sealed record NodeOptions(string Consortium, Uri Coordinator, string Partner)
{
    public const string CodePrefix = "FED-CONFIG";

    /// <exception cref="DocumentException">With every fault, by line and column.</exception>
    public static NodeOptions Parse(string text, string documentName)
    {
        var section = DocumentSection.Read(text, documentName, CodePrefix);
        var consortium = section.RequiredText("consortium");
        var coordinator = section.RequiredText("coordinator");
        var partner = section.RequiredText("partner");
        section.Close();
        RequireName(section, "consortium", consortium);
        RequireName(section, "partner", partner);
        var isAddress = Uri.TryCreate(coordinator, UriKind.Absolute, out var uri) && IsAddress(uri);
        if (coordinator.Length > 0 && !isAddress)
            section.Fault("coordinator", "VALUE", "coordinator is not an https address", "write https://HOST:PORT");
        section.ThrowIfFaulty();
        return new NodeOptions(consortium, uri!, partner);
    }

    /// <summary>Whether an address can be called: https, a host and perhaps a port, nothing else.</summary>
    public static bool IsAddress(Uri address) =>
        address.IsAbsoluteUri && address.Scheme == Uri.UriSchemeHttps && address.PathAndQuery == "/" && address.UserInfo.Length == 0 && address.Fragment.Length == 0;

    public string ToYaml() =>
        $"""
        # The consortium that this node belongs to; its certificate says the same.
        consortium: {Consortium}
        # Where its coordinator is. When the operator moves it, write the new address here.
        coordinator: {Coordinator.ToString().TrimEnd('/')}
        # The name of this partner.
        partner: {Partner}

        """;

    private static void RequireName(DocumentSection section, string key, string value)
    {
        if (value.Length > 0 && !Invite.IsName(value))
            section.Fault(key, "VALUE", $"{key} is not a name", "write 1 to 40 lower-case letters, digits and hyphens");
    }
}
