using System.Net.Sockets;
using System.Text.Json.Nodes;
using Federated.EndToEnd.Tests.Companies;
using Federated.EndToEnd.Tests.Processes;

namespace Federated.EndToEnd.Tests.Enrollment;

public class JoinTests
{
    private const int NoConnection = 2;
    private const int BadInput = 4;
    private const int VerificationFailed = 7;

    [Fact]
    public async Task Join_FaultyInvites_EachHasItsOwnCodeAndLeavesNoMembership()
    {
        await using var consortium = await Consortium.OpenAsync(0);
        await consortium.ServeAsync();
        var invite = await InviteAsync(consortium, "newcomer");

        (await JoinAsync(consortium, Edited(invite, "consortium", "other"), "a")).Expect(BadInput, "FED-JOIN-CONSORTIUM");
        (await JoinAsync(consortium, Edited(invite, "authority_sha256", new string('0', 64)), "a")).Expect(VerificationFailed, "FED-JOIN-CA");
        (await JoinAsync(consortium, Edited(invite, "secret", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), "a")).Expect(BadInput, "FED-JOIN-UNKNOWN");
        (await JoinAsync(consortium, Edited(invite, "partner", "somebody-else"), "a")).Expect(BadInput, "FED-JOIN-UNKNOWN");
        Assert.False(File.Exists(Path.Combine(consortium.Root, "a", "node.yaml")));

        // None of this used the invite up; its first use does.
        (await JoinAsync(consortium, invite, "a")).Expect(0);
        (await JoinAsync(consortium, invite, "b")).Expect(BadInput, "FED-JOIN-USED");
        (await JoinAsync(consortium, invite, "a")).Expect(BadInput, "FED-JOIN-MEMBER");
        Assert.False(File.Exists(Path.Combine(consortium.Root, "b", "node.yaml")));
        var key = Path.Combine(consortium.Root, "a", "keys", "node.key");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
    }

    [Fact]
    public async Task Join_ExpiredInvite_IsRefused()
    {
        await using var consortium = await Consortium.OpenAsync(0);
        await consortium.ServeAsync();
        var invite = await InviteAsync(consortium, "latecomer", "--hours", "0.0000001");
        (await JoinAsync(consortium, invite, "a")).Expect(BadInput, "FED-JOIN-EXPIRED");
    }

    [Fact]
    public async Task Join_NobodyListens_SaysThatNothingAnswers()
    {
        await using var consortium = await Consortium.OpenAsync(0);
        var invite = await InviteAsync(consortium, "early");
        (await JoinAsync(consortium, invite, "a")).Expect(NoConnection, "FED-CONNECT-REFUSED");
    }

    [Fact]
    public async Task Join_SomethingElseListens_FailsWithAConnectionError()
    {
        await using var consortium = await Consortium.OpenAsync(0);
        using var stranger = new TcpListener(System.Net.IPAddress.Loopback, consortium.Port);
        stranger.Start();
        var answering = AnswerAsync(stranger);
        var invite = await InviteAsync(consortium, "lost");
        var join = (await JoinAsync(consortium, invite, "a")).Expect(NoConnection);
        Assert.StartsWith("✗ FED-CONNECT-", join.Errors, StringComparison.Ordinal);
        stranger.Stop();
        await answering;
    }

    private static async Task AnswerAsync(TcpListener stranger)
    {
        try
        {
            while (true)
            {
                using var caller = await stranger.AcceptTcpClientAsync();
                await caller.GetStream().WriteAsync("220 mail ready\r\n"u8.ToArray());
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or IOException)
        {
            // The test is over, or the caller has hung up.
        }
    }

    private static async Task<string> InviteAsync(Consortium consortium, string name, params string[] options)
    {
        var path = Path.Combine(consortium.Root, $"{name}.invite");
        (await consortium.RunAsync(["partner", "invite", name, "-o", path, .. options])).Expect(0);
        return path;
    }

    private static string Edited(string invite, string key, string value)
    {
        var document = JsonNode.Parse(File.ReadAllText(invite))!;
        Assert.NotNull(document[key]);
        document[key] = value;
        var path = invite + $".{key}";
        File.WriteAllText(path, document.ToJsonString());
        return path;
    }

    private static Task<CommandResult> JoinAsync(Consortium consortium, string invite, string directory) =>
        BuiltProgram.Node.RunAsync("join", invite, "--dir", Path.Combine(consortium.Root, directory));
}
