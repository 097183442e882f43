using System.Net;
using Federated.Protocol.Joining;
using Federated.Tasks.Documents;

namespace Federated.Coordinator;

/// <summary>What <c>coordinator.yaml</c> says.</summary>
/// <param name="Consortium">Name of the consortium: lower-case letters, digits, hyphens.</param>
/// <param name="Address">Address that nodes reach the coordinator at, https; written into invites.</param>
/// <param name="Listen">Local endpoint; the host and port of <paramref name="Address"/> when that is an IP address, loopback else.</param>
internal sealed record CoordinatorOptions(string Consortium, Uri Address, IPEndPoint Listen)
{
    /// <exception cref="DocumentException">With every fault, by line and column.</exception>
    public static CoordinatorOptions Parse(string text, string documentName)
    {
        var section = DocumentSection.Read(text, documentName, "FED-CONFIG");
        var consortium = section.RequiredText("consortium");
        var address = section.RequiredText("address");
        var listen = section.RequiredText("listen");
        section.Close();
        if (consortium.Length > 0 && !Invite.IsName(consortium))
            section.Fault("consortium", "VALUE", "consortium is not a name", "write 1 to 40 lower-case letters, digits and hyphens");
        var isAddress = Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps;
        if (address.Length > 0 && !isAddress)
            section.Fault("address", "VALUE", "address is not an https address", "write https://HOST:PORT");
        var isEndpoint = IPEndPoint.TryParse(listen, out var endpoint) && endpoint.Port > 0;
        if (listen.Length > 0 && !isEndpoint)
            section.Fault("listen", "VALUE", "listen is not ADDRESS:PORT", "write for example 127.0.0.1:8443, or 0.0.0.0:8443 for all interfaces");
        section.ThrowIfFaulty();
        return new CoordinatorOptions(consortium, uri!, endpoint!);
    }

    public string ToYaml() =>
        $"""
        # Name of the consortium; invites carry it, and it cannot change.
        consortium: "{Consortium}"
        # Where nodes reach this coordinator; invites carry it.
        address: "{Address.ToString().TrimEnd('/')}"
        # Where this machine listens.
        listen: "{Listen}"

        """;
}
