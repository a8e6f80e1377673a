using System.CommandLine;

namespace Genesis.Client;

/// <summary>genesis completion: scripts with which a shell completes verbs, options and the ids of components, as they are at that moment.</summary>
internal static class CompletionVerb
{
    private const string Bash = """
        # Completes genesis in bash. To have it in every shell: genesis completion bash >> ~/.bashrc
        _genesis() {
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _genesis genesis
        """;

    private const string Zsh = """
        #compdef genesis
        # Completes genesis in zsh. To have it in every shell: genesis completion zsh >> ~/.zshrc
        _genesis() {
          local -a candidates
          candidates=("${(@f)$("${words[1]}" "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
          compadd -- "${candidates[@]}"
        }
        compdef _genesis genesis
        """;

    private const string Fish = """
        # Completes genesis in fish. To have it in every shell: genesis completion fish > ~/.config/fish/completions/genesis.fish
        function __genesis_complete
            set -l line (commandline -p)
            set -l place (commandline -pC)
            genesis "[suggest:$place]" "$line" 2>/dev/null
        end
        complete -c genesis -a '(__genesis_complete)'
        """;

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Verb("completion", """
            Prints a script with which a shell completes the command line.
            It completes verbs, options and the ids of components, as they are at that moment.

            Examples:
              source <(genesis completion bash)
              genesis completion zsh >> ~/.zshrc
              genesis completion fish > ~/.config/fish/completions/genesis.fish
            """)
        { shell };
        command.SetAction(parsed =>
        {
            Output.Line(parsed.GetRequiredValue(shell) switch
            {
                "zsh" => Zsh,
                "fish" => Fish,
                _ => Bash,
            });
            return ExitCode.Done;
        });
        return command;
    }
}
